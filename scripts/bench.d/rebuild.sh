# The read side, filled anew from the first event beside the one that is shown.
# shellcheck shell=bash disable=SC2154

measure_rebuild() {
  local rebuild=$management/projections/user-view-1/rebuild begun micros
  fill_to 100000
  begun=${EPOCHREALTIME/./}
  curl -sf -o "$home/answer.txt" -X POST "$rebuild"
  until curl -sf -o "$home/answer.txt" "$rebuild" && jq -e '.rebuild == "done"' "$home/answer.txt" >/dev/null; do
    jq -e '.rebuild == "failed"' "$home/answer.txt" >/dev/null && fail 'The rebuild failed.'
    sleep 0.1
  done
  micros=$((${EPOCHREALTIME/./} - begun))
  note rebuild "$(jq --argjson micros $micros \
    '{events, seconds: ($micros / 1e6), per_second: (.events / $micros * 1e6 | round)}' "$home/answer.txt")"
  row rebuild
}
