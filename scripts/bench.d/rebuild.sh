# The read side, emptied and filled again from the first event.
# shellcheck shell=bash disable=SC2154

measure_rebuild() {
  local view=user-view-1 events begun
  fill_to 100000
  projection $view pause
  sql "TRUNCATE user_view_1; DELETE FROM akka_projection_offset_store WHERE projection_name = '$view'"
  events=$(sql 'SELECT count(*) FROM event_journal')
  begun=${EPOCHREALTIME/./}
  projection $view resume
  await_read_side
  note rebuild "$(jq -n --argjson events "$events" --argjson micros $((${EPOCHREALTIME/./} - begun)) \
    '{$events, seconds: ($micros / 1e6), per_second: ($events / $micros * 1e6 | round)}')"
  row rebuild
}
