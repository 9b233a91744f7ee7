# Every path by itself, then mixed.
# shellcheck shell=bash disable=SC2154

measure_paths() {
  warm_all_paths
  measure_watched create create
  measure_watched update update "$home/users.txt"
  measure constant constant
  measure get get "$home/users.txt"
  measure list list
  measure search search
  measure mixed mixed "$home/users.txt"
}

# Much is common to them, and the first would pay for it.
warm_all_paths() {
  drive "$warm" 64 create >/dev/null
  choose_users 5000
  drive "$warm" 64 mixed "$home/users.txt" >/dev/null
}

# Writes the ids of so many users, for the scripts.
choose_users() {
  sql "SELECT user_id FROM user_view WHERE status = 'active' LIMIT $1" >"$home/users.txt"
  [ -s "$home/users.txt" ] || fail "no users to measure with"
}
