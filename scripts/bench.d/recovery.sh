# The first answer about a user whom no node has in memory, by the number of its events: read from all of them, and from the
# snapshot that the first long reading leaves.
# shellcheck shell=bash disable=SC2154

lengths="10 1000 10000"

measure_recovery() {
  fill_to 20000
  choose_users 5000
  write_long_lives
  await_read_side
  recover events
  await_snapshots
  recover snapshot
}

write_long_lives() {
  local length
  for length in $lengths; do
    psql -q -v ON_ERROR_STOP=1 -v length="$length" -f scripts/load/long-lives.sql 9>&-
  done
}

# The shortest lives have none.
await_snapshots() {
  until [ "$(sql "SELECT count(*) FROM snapshot WHERE persistence_id LIKE 'User|01910000-%'")" = 10 ]; do sleep 0.2; done
}

# recover FROM: of a warm node whose users are cold.
recover() {
  local length
  restart_node
  drive "$warm" 64 get "$home/users.txt" >/dev/null
  for length in $lengths; do
    note "recovery_${length}_from_$1" \
      "$(first_answers "$length" | jq -s 'sort | map(. * 10000 | round / 10) | {p50_ms: .[2], max_ms: .[4]}')"
    row "recovery_${length}_from_$1"
  done
}

# first_answers LENGTH: the seconds that each took.
first_answers() {
  local n
  for n in 1 2 3 4 5; do
    curl -sf -o "$home/answer.txt" -w '%{time_total}\n' \
      "$url/v1/users/$(printf '01910000-0000-7000-8000-%012d' $(($1 * 10 + n)))" 9>&-
  done
}
