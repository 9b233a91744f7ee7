# The heap that a user takes who is in memory: what lives in it before and after some thousand users more are asked for.
# shellcheck shell=bash disable=SC2154

measure_memory() {
  local before after
  fill_to 20000
  restart_node
  choose_users 1000
  drive "$warm" 64 get "$home/users.txt" >/dev/null
  before=$(heap_and_users)
  choose_users 11000
  drive "$seconds" 64 get "$home/users.txt" >/dev/null
  after=$(heap_and_users)
  note memory "$(jq -s '(.[1].users - .[0].users) as $users
    | {$users, bytes_per_user: ((.[1].heap - .[0].heap) / $users | round)}' <<<"$before $after")"
  jq -r '.memory | "memory of an active user: \(.bytes_per_user) bytes"' "$result"
}

# What is left after a collection, for how many users; as JSON.
heap_and_users() {
  jq -n --argjson heap "$(jcmd "$node" GC.class_histogram | awk '/^Total/ { print $3 }')" \
    --argjson users "$(curl -sf "$management/metrics" | awk '/^users_entities/ { print $2 }')" '{$heap, $users}'
}
