# The read side, filled anew from the first event beside the one that is shown.
# shellcheck shell=bash disable=SC2154

measure_rebuild() {
  local rebuild=$management/projections/user-view-1/rebuild
  fill_to 100000
  curl -sf -o "$home/answer.txt" -X POST "$rebuild"
  until curl -sf -o "$home/answer.txt" "$rebuild" && jq -e '.rebuild == "done"' "$home/answer.txt" >/dev/null; do
    jq -e '.rebuild == "failed"' "$home/answer.txt" >/dev/null && fail 'The rebuild failed.'
    sleep 1
  done
  note rebuild "$(jq '{events, seconds, per_second: (.events / .seconds | round)}' "$home/answer.txt")"
  row rebuild
}
