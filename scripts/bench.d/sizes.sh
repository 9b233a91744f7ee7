# The same load with ever more users.
# shellcheck shell=bash disable=SC2154

measure_sizes() {
  local size
  for size in 10000 100000 1000000; do
    fill_to $size
    measure "create_at_$size" create
    measure "list_at_$size" list
  done
}
