# The same load with ever more users. Those who are created while it is measured come on top.
# shellcheck shell=bash disable=SC2154

measure_sizes() {
  local size
  [ "$(count_users)" -le 10000 ] || fail "sizes must come before the parts that make many users"
  warm_by_nobody
  for size in 10000 100000 1000000; do
    fill_to $size
    take "create_at_$size" drive "$seconds" 64 create
    take "list_at_$size" drive "$seconds" 64 list
  done
}

# By users who are deleted again, else the first size would not be what it is called.
warm_by_nobody() {
  manipulate "$warm" >/dev/null
  drive "$warm" 64 list >/dev/null
  manipulate "$warm" >/dev/null
}
