# The node under measurement and its PostgreSQL.
# shellcheck shell=bash disable=SC2154

export USERS_HTTP_PORT=7570 USERS_MANAGEMENT_PORT=9058 USERS_MANAGEMENT_PORT_1=9058 USERS_REMOTE_PORT=3051
export DATABASE_URL=jdbc:postgresql://127.0.0.1:7933/users
export PGHOST=127.0.0.1 PGPORT=7933 PGUSER=postgres PGDATABASE=users
url=http://127.0.0.1:$USERS_HTTP_PORT
management=http://127.0.0.1:$USERS_MANAGEMENT_PORT
classpath='target/users.jar:target/lib/*'
node=
classes=

start_postgres() {
  local_postgres start "$home/data" "$home" $PGPORT >/dev/null || exit 1
}

stop_postgres() {
  [ ! -e "$home/data" ] || local_postgres stop "$home/data" "$home" >/dev/null 2>&1 || true
}

local_postgres() {
  java -cp "$classpath" users.infrastructure.LocalPostgres "$@" 9>&-
}

sql() {
  psql -q -At -v ON_ERROR_STOP=1 -c "$1"
}

# As scripts/up.sh does: the first run leaves the classes in a form that Java need not parse.
prepare_node() {
  classes="-XX:ArchiveClassesAtExit=$home/classes.jsa -Xlog:disable"
  USERS_DRAIN=0s start_node
  kill -TERM "$node"
  wait "$node" || true
  classes=-XX:SharedArchiveFile=$home/classes.jsa
}

# Sets ready_ms.
start_node() {
  local begun=${EPOCHREALTIME/./} options=@conf/java.options
  [ "$(uname)" != Linux ] || options="$options @conf/java-linux.options"
  # shellcheck disable=SC2086
  java -Xmx1g $options $classes ${USERS_JAVA_OPTS:-} -Dconfig.file=conf/local1.conf \
    -cp "$classpath" users.Main >>"$home/node.log" 2>&1 9>&- &
  node=$!
  until curl -sf -o "$home/ready.txt" "$management/ready"; do
    kill -0 $node 2>/dev/null || fail "the node did not start: $home/node.log"
    sleep 0.1
  done
  # shellcheck disable=SC2034
  ready_ms=$(((${EPOCHREALTIME/./} - begun) / 1000))
}

# Killed: nothing stored is lost by that, and a graceful stop takes its time.
kill_node() {
  [ -n "$node" ] || return 0
  kill -KILL "$node" 2>/dev/null || true
  wait "$node" 2>/dev/null || true
  node=
}

restart_node() {
  kill_node
  start_node
}

# Until the read side has caught up with the journal.
await_read_side() {
  until [ "$(curl -sf "$url/v1/users?limit=1" | jq .lag.events)" = 0 ]; do sleep 0.2; done
}
