# The same load with ever more users. What is created to warm up and to measure comes on top.
# shellcheck shell=bash disable=SC2154

measure_sizes() {
  local size
  [ "$(count_users)" -le 10000 ] || fail "sizes must come before the parts that make many users"
  for size in 10000 100000 1000000; do
    fill_to $size
    measure "create_at_$size" create
    measure "list_at_$size" list
  done
}
