# CPU time from /proc; where there is none, nothing is noted.
# shellcheck shell=bash disable=SC2154

# Prints the clock ticks that the node and that PostgreSQL (with the sessions that have ended) have used.
cpu_ticks() {
  [ -d /proc/self ] || { echo "0 0"; return; }
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } | sed 's/(.*)/-/' | awk -v node="$node" -v postgres="$(postmaster)" '
    $1 == node { of_node += $14 + $15 }
    $1 == postgres { of_postgres += $14 + $15 + $16 + $17 }
    $4 == postgres { of_postgres += $14 + $15 }
    END { print of_node + 0, of_postgres + 0 }'
}

postmaster() {
  head -1 "$home/data/postmaster.pid"
}

# cpu_per_request TICKS_BEFORE TICKS_AFTER REQUESTS: milliseconds, as JSON.
cpu_per_request() {
  [ -d /proc/self ] || { echo '{}'; return; }
  awk -v hz="$(getconf CLK_TCK)" '{
    printf "{\"cpu_ms\":{\"node\":%.3f,\"postgres\":%.3f}}", ($3 - $1) / hz / $5 * 1000, ($4 - $2) / hz / $5 * 1000
  }' <<<"$1 $2 $3"
}
