# How far the read side and the feed are behind while there is load.
# shellcheck shell=bash disable=SC2154

# measure_watched NAME SCRIPT ARGUMENTS…: measures, and notes NAME_read_side and NAME_feed beside.
measure_watched() {
  local name=$1 probe
  drive "$warm" 64 "${@:2}" >/dev/null
  probe=$(create_probe)
  follow "$probe" >"$home/feed.txt" &
  drive "$seconds" 1 probe "$probe" >"$home/probe.txt" &
  take "$name" drive "$seconds" 64 "${@:2}"
  wait %follow %drive || true
  note "${name}_read_side" "$(cat "$home/probe.txt")"
  note "${name}_feed" "$(feed_ages)"
  row "${name}_read_side"
  row "${name}_feed"
}

create_probe() {
  curl -sf "$url/v1/users" -H 'Content-Type: application/json' \
    -d "{\"firstName\":\"Probe\",\"lastName\":\"Probe\",\"email\":\"probe-$EPOCHREALTIME@example.com\"}" | jq -r .userId
}

# The events of a user, live, each line with the time of its coming.
follow() {
  { curl -sN --max-time "$seconds" -H 'Accept: text/event-stream' "$url/v1/events?after=now&user=$1" || true; } |
    while IFS= read -r line; do echo "$EPOCHREALTIME $line"; done
}

# From the decision to the follower, so with the commit between them.
feed_ages() {
  jq -nR '
    def seconds: capture("^(?<whole>[^.Z]+)(?<part>[.][0-9]+)?Z$")
      | (.whole + "Z" | fromdate) + ("0" + (.part // "") | tonumber);
    def percentile(p): .[(length * p / 100 | ceil) - 1] | round;
    [inputs | capture("^(?<came>[0-9.]+) data: (?<event>.*)$")
      | ((.came | tonumber) - (.event | fromjson | .time | seconds)) * 1000] | sort
    | if length == 0 then error("no event came by the feed") else . end
    | {samples: length, p50_ms: percentile(50), p99_ms: percentile(99), max_ms: (last | round)}
  ' "$home/feed.txt"
}
