# Load by wrk, and what is noted of it.
# shellcheck shell=bash disable=SC2154

line='%-30s %10s %10s %10s %8s %12s %12s\n'

begin_result() {
  rm -f "$home/node.log"
  jq -n --argjson machine "$(machine)" --argjson seconds "$seconds" --argjson warm "$warm" --arg date "$(date -u +%F)" \
    '{$date, $machine, $seconds, warm_up_seconds: $warm}' >"$result"
  # shellcheck disable=SC2059
  printf "$line" '' '1/s' 'p50 ms' 'p99 ms' errors 'node CPU ms' 'PG CPU ms'
}

machine() {
  local memory=
  [ ! -e /proc/meminfo ] || memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)
  jq -n --argjson cores "$(getconf _NPROCESSORS_ONLN)" --arg memory "$memory" --arg system "$(uname -srm)" \
    --arg java "$(java -version 2>&1 | head -1)" '{$cores, $memory, $system, $java}'
}

# note NAME JSON
note() {
  jq --arg name "$1" --argjson value "$2" '. + {($name): $value}' "$result" >"$result.new"
  mv "$result.new" "$result"
}

# row NAME: a line of the table.
row() {
  # shellcheck disable=SC2046,SC2059
  printf "$line" "${1//_/-}" $(jq -r --arg name "$1" '.[$name]
    | [.per_second, .p50_ms, (.p99_ms // .max_ms), .errors, .cpu_ms.node, .cpu_ms.postgres] | map(. // "-") | @tsv' "$result")
}

# drive SECONDS CONNECTIONS SCRIPT ARGUMENTS…: prints the script's line of JSON.
drive() {
  local duration=$1 connections=$2 script=$3
  shift 3
  wrk -t$((connections > 1 ? 2 : 1)) "-c$connections" "-d${duration}s" --timeout 10s -s "scripts/load/$script.lua" "$url" \
    -- "$@" | tail -1
}

# measure NAME SCRIPT ARGUMENTS…: warms up, then measures with 64 connections.
measure() {
  drive "$warm" 64 "${@:2}" >/dev/null
  take "$1" drive "$seconds" 64 "${@:2}"
}

# take NAME COMMAND…: notes what the command prints, and the CPU time of a request.
take() {
  local name=$1 before load
  before=$(cpu_ticks)
  load=$("${@:2}")
  note "$name" "$(jq -s add <<<"$load $(cpu_per_request "$before" "$(cpu_ticks)" "$(jq .requests <<<"$load")")")"
  row "$name"
}
