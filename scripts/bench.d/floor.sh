# What PostgreSQL itself does: one prepared statement a transaction, 64 clients.
# shellcheck shell=bash disable=SC2154

measure_floor() {
  if ! command -v pgbench >/dev/null; then
    echo "no pgbench, so no floor" >&2
    return
  fi
  sql 'CREATE TABLE floor_journal (LIKE event_journal INCLUDING ALL)'
  sql "$(cat scripts/load/floor-users.sql)"
  floor floor_insert
  floor floor_select
  sql 'DROP TABLE floor_journal, floor_user'
}

# floor NAME
floor() {
  local rate
  rate=$(pgbench -n -M prepared -f "scripts/load/${1/_/-}.sql" -c 64 -j 2 -T "$seconds" 2>/dev/null |
    sed -n 's/^tps = \([0-9]*\).*/\1/p')
  note "$1" "{\"per_second\":$rate}"
  row "$1"
}
