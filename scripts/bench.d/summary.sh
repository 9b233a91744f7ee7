# What the run comes to: ratios, each beside what it must reach.
# shellcheck shell=bash disable=SC2154

summary() {
  local ratios
  ratios=$(jq -f scripts/bench.d/ratios.jq "$result")
  note ratios "$ratios"
  echo
  jq -r '.ratios[] | "\(.name)\t\(.value)\t\(.target)\t\(if .reached then "reached" else "MISSED" end)"' "$result" |
    while IFS=$'\t' read -r name value target verdict; do
      printf '%-58s %10s   must be %-10s %s\n' "$name" "$value" "$target" "$verdict"
    done
  echo "As JSON: $result"
}
