# Every path by itself, then mixed.
# shellcheck shell=bash disable=SC2154

measure_paths() {
  measure_watched create create
  choose_users 5000
  measure_watched update update "$home/users.txt"
  measure constant constant
  measure get get "$home/users.txt"
  measure list list
  measure search search
  measure mixed mixed "$home/users.txt"
}

# Writes the ids of so many users, for the scripts.
choose_users() {
  sql "SELECT user_id FROM user_view WHERE status = 'active' LIMIT $1" >"$home/users.txt"
  [ -s "$home/users.txt" ] || fail "no users to measure with"
}
