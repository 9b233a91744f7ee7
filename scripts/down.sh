#!/usr/bin/env bash
# Stops what scripts/up.sh started: the nodes, then PostgreSQL. The data stay.
set -euo pipefail
. "$(dirname "$0")/processes.sh"

lock
names=
for file in run/node[1-9].pid run/postgres.pid; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .pid)
  if pid_of "$name" >/dev/null; then names="$names $name"; else rm -f "$file"; fi
done
if [ -z "$names" ]; then
  echo "Nothing runs."
  exit 0
fi
echo "Stopping$names"
# shellcheck disable=SC2086
stop $names
echo "Stopped; the data are kept in data/"
