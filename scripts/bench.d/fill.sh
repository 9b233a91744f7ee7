# Users by the hundred thousand: their events go straight into the journal, and the read side follows.
# shellcheck shell=bash disable=SC2154

# fill_to N: until there are so many users.
fill_to() {
  local there
  there=$(count_users)
  [ "$there" -lt "$1" ] || return 0
  store_events fill -v first=$((there + 1)) -v last="$1"
  sql 'VACUUM ANALYZE'
  sql CHECKPOINT
}

count_users() {
  sql 'SELECT count(*) FROM user_view'
}

# store_events SCRIPT VARIABLES…: of users who are welcomed already, and who are to stay cold.
store_events() {
  local parts
  parts=$(curl -sf "$management/projections" | jq -r '.projections[] | select(.name == "welcome").parts[].slices')
  projection welcome pause
  psql -q -v ON_ERROR_STOP=1 "${@:2}" -f "scripts/load/$1.sql"
  psql -q -v ON_ERROR_STOP=1 -v parts="$parts" -f scripts/load/skip-welcomes.sql
  projection welcome resume
  await_read_side
}

# projection NAME pause|resume
projection() {
  curl -sf -o "$home/answer.txt" -X POST "$management/projections/$1/$2"
}
