# For up.sh and down.sh: whose process a number in run/ is, and how to end it.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
mkdir -p run

fail() {
  echo "users: $*" >&2
  exit 1
}

# One at a time. Where there is no flock (macOS), nothing keeps two apart.
lock() {
  exec 9>run/lock
  if command -v flock >/dev/null; then
    flock -w 300 9 || fail "another scripts/up.sh or down.sh is at work"
  fi
}

command_line() {
  if [ -d /proc/self ]; then
    tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" || true
  else
    ps -ww -o command= -p "$1" || true
  fi
}

# Numbers are given again after a restart of the machine, so a number alone proves nothing.
is_ours() {
  case "$(command_line "$1")" in
    *"$root/run/app/"*users.Main* | *"/postgres -D $root/data/postgres "*) return 0 ;;
    *) return 1 ;;
  esac
}

# The number in a file of run/, if that process lives and is ours.
pid_of() {
  local pid
  pid=$(cat "run/$1.pid" 2>/dev/null) || return 1
  [ -n "$pid" ] && is_ours "$pid" && echo "$pid"
}

# wait_gone <pid> <seconds>; a dead one keeps its number until its parent noticed, for which we wait a moment.
wait_gone() {
  local end=$((SECONDS + $2)) moments=20
  while is_ours "$1"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
  while kill -0 "$1" 2>/dev/null && [ "$moments" -gt 0 ]; do
    moments=$((moments - 1))
    sleep 0.1
  done
}

# finish <name> <signal>: to a process that was sent the signal; after a minute it is killed.
finish() {
  local pid
  pid=$(pid_of "$1") || return 0
  if ! wait_gone "$pid" 60; then
    echo "users: $1 did not stop within 60 s and is killed" >&2
    kill -KILL "$pid" 2>/dev/null || true
    wait_gone "$pid" 10 || fail "$1 (process $pid) cannot be killed"
  fi
}

signal() {
  local pid
  ! pid=$(pid_of "$2") || kill "-$1" "$pid" 2>/dev/null || true
}

# stop <name>...: the nodes together, then PostgreSQL, for which SIGINT means: do not wait for clients.
stop() {
  local name nodes
  nodes=$(printf '%s\n' "$@" | grep node || true)
  for name in $nodes; do signal TERM "$name"; done
  for name in $nodes; do finish "$name"; done
  case " $* " in
    *" postgres "*) signal INT postgres && finish postgres ;;
  esac
  for name in "$@"; do rm -f "run/$name.pid"; done
}
