# Users by the hundred thousand: their events go straight into the journal, the read side follows from them.
# shellcheck shell=bash disable=SC2154

# fill_to N: until there are so many users. They are taken to be welcomed, which is why the welcomes go on behind them.
fill_to() {
  local there parts
  there=$(sql 'SELECT count(*) FROM user_view')
  [ "$there" -lt "$1" ] || return 0
  parts=$(curl -sf "$management/projections" | jq -r '.projections[] | select(.name == "welcome").parts[].slices')
  kill_node
  psql -q -v ON_ERROR_STOP=1 -v first=$((there + 1)) -v last="$1" -v parts="$parts" -f scripts/load/fill.sql 9>&-
  start_node
  await_read_side
  sql 'VACUUM ANALYZE' && sql CHECKPOINT
}
