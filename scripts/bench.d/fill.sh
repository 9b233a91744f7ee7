# Users by the hundred thousand: their events go straight into the journal, and the read side follows.
# shellcheck shell=bash disable=SC2154

# fill_to N: until there are so many users.
fill_to() {
  local there parts
  there=$(count_users)
  [ "$there" -lt "$1" ] || return 0
  parts=$(curl -sf "$management/projections" | jq -r '.projections[] | select(.name == "welcome").parts[].slices')
  projection welcome pause
  psql -q -v ON_ERROR_STOP=1 -v first=$((there + 1)) -v last="$1" -v parts="$parts" -f scripts/load/fill.sql
  projection welcome resume
  await_read_side
  sql 'VACUUM ANALYZE'
  sql CHECKPOINT
}

count_users() {
  sql 'SELECT count(*) FROM user_view'
}

# projection NAME pause|resume
projection() {
  curl -sf -o "$home/answer.txt" -X POST "$management/projections/$1/$2"
}
