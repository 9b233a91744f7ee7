# The first answer about a user whom no node has in memory, by the number of its events: read from all of them, and from the
# snapshot that the first long reading leaves.
# shellcheck shell=bash disable=SC2154

lengths="10 1000 10000"

measure_recovery() {
  fill_to 20000
  choose_users 5000
  write_long_lives
  recover events
  await_snapshots
  recover snapshot
}

# Ten of each length: five to warm up, five to measure.
write_long_lives() {
  local length
  for length in $lengths; do store_events long-lives -v length="$length"; done
}

# The shortest lives have none.
await_snapshots() {
  until [ "$(sql "SELECT count(*) FROM snapshot WHERE persistence_id LIKE 'User|01910000-%'")" = 20 ]; do sleep 0.2; done
}

# recover FROM: of a warm node whose users are cold.
recover() {
  local length
  restart_node
  drive "$warm" 64 get "$home/users.txt" >/dev/null
  for length in $lengths; do first_answers "$length" 6 10 >/dev/null; done
  for length in $lengths; do
    note "recovery_${length}_from_$1" \
      "$(first_answers "$length" 1 5 | jq -s 'sort | map(. * 10000 | round / 10) | {p50_ms: .[2], max_ms: .[4]}')"
    row "recovery_${length}_from_$1"
  done
}

# first_answers LENGTH FIRST LAST: the seconds that each of these users took.
first_answers() {
  local n
  for n in $(seq "$2" "$3"); do
    curl -sf -o "$home/answer.txt" -w '%{time_total}\n' \
      "$url/v1/users/$(printf '01910000-0000-7000-8000-%012d' $(($1 * 100 + n)))"
  done
}
