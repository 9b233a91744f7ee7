# ZITADEL's load shape manipulate_user: 600 virtual users, each of whom creates a user, gets, changes, suspends and deletes it,
# again and again with the same address. A script of wrk cannot tell its connections apart, so each has a thread of its own.
# shellcheck shell=bash disable=SC2154

measure_manipulate() {
  manipulate "$warm" >/dev/null
  take manipulate manipulate "$seconds"
}

manipulate() {
  wrk -t600 -c600 "-d${1}s" --timeout 60s -s scripts/load/manipulate.lua "$url" | tail -1
}
