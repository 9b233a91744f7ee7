#!/usr/bin/env bash
# Starts what is missing of PostgreSQL and the nodes of a local cluster:  scripts/up.sh [nodes, 1 to 9; default 1]
#   DATABASE_URL              use that database and start no PostgreSQL
#   USERS_JAVA_OPTS           more flags for the nodes' Java, such as -Xmx2g
#   USERS_HTTP_PORT, USERS_MANAGEMENT_PORT, USERS_REMOTE_PORT   of node 1; node N has the port N-1 above. USERS_POSTGRES_PORT
set -Eeuo pipefail
. "$(dirname "$0")/processes.sh"

nodes=${1:-1}
http=${USERS_HTTP_PORT:-7070}
management=${USERS_MANAGEMENT_PORT:-8558}
remote=${USERS_REMOTE_PORT:-2551}
postgres=${USERS_POSTGRES_PORT:-7432}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
started=
built=
training=
ran_before=
# Nodes that share processors with their database do well to write fewer, larger batches.
write_interval=${USERS_WRITE_INTERVAL:-$([ "$nodes" = 1 ] && echo 0ms || echo 6ms)}

check_arguments() {
  case "$nodes" in [1-9]) ;; *) fail "scripts/up.sh takes a number of nodes from 1 to 9, not '$nodes'" ;; esac
  check_port USERS_HTTP_PORT "$http"
  check_port USERS_MANAGEMENT_PORT "$management"
  check_port USERS_REMOTE_PORT "$remote"
  check_port USERS_POSTGRES_PORT "$postgres"
}

check_port() {
  case "$2" in *[!0-9]* | ?????? | '') fail "$1 is not a port: $2" ;; esac
  [ "$2" -ge 1 ] && [ "$2" -le $((65536 - nodes)) ] || fail "$1 is not a port: $2"
}

check_java() {
  local version
  version=$("$java" -version 2>&1) || fail "no Java: install JDK 17 to 25 or set JAVA_HOME"
  version=$(echo "$version" | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -1)
  [ "${version:-0}" -ge 17 ] && [ "$version" -le 25 ] || fail "needs Java 17 to 25; $java is version ${version:-unknown}"
}

build() {
  [ -e pom.xml ] || return 0
  if [ -d target/lib ] && [ -e target/users.jar ] && [ -z "$(find pom.xml src/main -newer target/users.jar -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || fail "no Maven (mvn), which the build needs"
  echo "Building; the first time takes minutes ..."
  rm -rf target/lib
  mvn -B -q -Dstyle.color=never -Dmaven.test.skip -Dspotless.check.skip package || fail "the build failed"
  touch target/users.jar
  built=yes
}

# What runs is a copy, so that a build does not pull it from under a node. Each build has its own folder.
install() {
  local old
  app=$root/run/app/$(cksum <target/users.jar | cut -d' ' -f1)
  [ ! -d "$app" ] || return 0
  for old in run/app/*; do
    in_use "$old" || rm -rf "$old"
  done
  mkdir -p "$app.copying"
  cp -Rp target/users.jar target/lib "$app.copying/"
  mv "$app.copying" "$app"
}

in_use() {
  local node pid
  for node in 1 2 3 4 5 6 7 8 9; do
    ! pid=$(pid_of "node$node") || case "$(command_line "$pid")" in *"$root/$1/"*) return 0 ;; esac
  done
  return 1
}

listens() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

refuse_used() {
  ! listens "$2" || fail "$1 port $2 is used by another program"
}

start_postgres() {
  export DATABASE_URL=jdbc:postgresql://127.0.0.1:$postgres/users DATABASE_USER=postgres DATABASE_PASSWORD=
  ! pid_of postgres >/dev/null || return 0
  "$java" -cp "$app/users.jar:$app/lib/*" users.infrastructure.LocalPostgres \
    start "$root/data/postgres" "$root/run" "$postgres" >/dev/null || exit 1
  head -1 data/postgres/postmaster.pid >run/postgres.pid
  started="$started postgres"
}

# After a build a node runs once to leave its classes in a form that Java need not parse: it halves the work of a start.
prepare() {
  [ -n "$built" ] && [ -z "$(running_nodes)" ] && ! is_watched || return 0
  echo "Preparing quick starts ..."
  may_found=on
  training=yes
  USERS_DRAIN=0s start_node 1
  await_node 1
  stop node1
  training=
  mv "$app/classes.new" "$app/classes.jsa" 2>/dev/null || true
}

# Java 17 dies of prepared classes when an agent or a recording wants to see each class that is loaded.
is_watched() {
  case "${USERS_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in
    *-javaagent:* | *-agentlib:* | *-agentpath:* | *FlightRecord*) return 0 ;;
    *) return 1 ;;
  esac
}

shared_classes() {
  if is_watched; then
    return
  elif [ -n "$training" ]; then
    echo "-XX:ArchiveClassesAtExit=${app#"$root/"}/classes.new -Xlog:disable"
  elif [ -e "$app/classes.jsa" ]; then
    echo "-XX:SharedArchiveFile=${app#"$root/"}/classes.jsa"
  fi
}

# Threads of other nodes are in a node's way as much as its own: each has its part of the processors.
share_processors() {
  local processors
  [ "$nodes" -gt 1 ] || return 0
  processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  export USERS_THREADS=${USERS_THREADS:-$((processors > nodes ? processors / nodes : 1))}
}

# Founding a cluster is the right of one node, and only if no other runs, so that there are never two.
start_missing() {
  local node
  ran_before=$(running_nodes)
  may_found=$([ -z "$ran_before" ] && echo on || echo off)
  for node in $(seq 1 "$nodes"); do
    pid_of "node$node" >/dev/null || start_node "$node"
  done
}

running_nodes() {
  local node
  for node in 1 2 3 4 5 6 7 8 9; do
    ! pid_of "node$node" >/dev/null || echo "node$node"
  done
}

# Those that ran before may have died since: what is left of a cluster without a majority ends itself.
nobody_to_join() {
  local name
  [ -n "$ran_before" ] || return 1
  for name in $ran_before; do
    ! pid_of "$name" >/dev/null || return 1
  done
}

start_node() {
  local i=$(($1 - 1)) config=conf/local$1.conf
  refuse_used HTTP $((http + i))
  refuse_used management $((management + i))
  refuse_used remoting $((remote + i))
  [ -e "$config" ] || config=conf/local.conf
  touch "run/node$1.log"
  log_start[$1]=$(wc -c <"run/node$1.log")
  USERS_HTTP_PORT=$((http + i)) USERS_MANAGEMENT_PORT=$((management + i)) USERS_REMOTE_PORT=$((remote + i)) \
    USERS_NEW_CLUSTER=$may_found USERS_REQUIRED_CONTACT_POINTS=1 USERS_WRITE_INTERVAL=$write_interval \
    detached "$java" -Xmx1g $(java_options) $(shared_classes) ${USERS_JAVA_OPTS:-} \
    "-Dconfig.file=$root/$config" -cp "$app/users.jar:$app/lib/*" users.Main \
    </dev/null >>"run/node$1.log" 2>&1 9>&- &
  echo $! >"run/node$1.pid"
  may_found=off
  started="$started node$1"
  until is_ours $! || ! kill -0 $! 2>/dev/null; do sleep 0.02; done
}

java_options() {
  echo "@conf/java.options"
  [ "$(uname)" != Linux ] || echo "@conf/java-linux.options"
}

# Becomes that program, in a session of its own: it outlives the terminal.
detached() {
  if command -v setsid >/dev/null; then exec setsid "$@"; else exec nohup "$@"; fi
}

is_ready() {
  local status
  status=$( (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    IFS= read -r -t 2 line <&3
    echo "$line"
  ) 2>/dev/null) || return 1
  case "$status" in "HTTP/1.1 200"*) return 0 ;; *) return 1 ;; esac
}

# In one line, why a node ended: its own word, else its first error, else what Java said.
last_words() {
  local news
  news=$(tail -c +$((${log_start[$1]:-0} + 1)) "run/node$1.log")
  if grep -q '^users: ' <<<"$news"; then
    grep '^users: ' <<<"$news" | tail -1 | sed 's/^users: //'
  elif grep -q ' ERROR ' <<<"$news"; then
    grep ' ERROR ' <<<"$news" | head -1 | cut -c1-400
  else
    tail -3 <<<"$news" | tr '\n' ' '
  fi
}

await_node() {
  local deadline=$((SECONDS + 90))
  until is_ready $((management + $1 - 1)); do
    if nobody_to_join; then
      # shellcheck disable=SC2046
      stop $(running_nodes)
      start_missing
    fi
    pid_of "node$1" >/dev/null || fail "node $1 ended: $(last_words "$1") (run/node$1.log)"
    [ "$SECONDS" -lt "$deadline" ] || fail "node $1 is not ready after 90 s (run/node$1.log)"
    sleep 0.2
  done
}

# The nodes of a new cluster share its users some seconds after the last has come (Shards.whenSettled). Requests that come before
# wait for it, and may fail. No more than a comfort, so after 15 s it goes on without.
await_homes() {
  local node before shards=0 deadline=$((SECONDS + 15))
  [ -z "$ran_before" ] && [ "$nodes" -gt 1 ] || return 0
  until [ "$shards" -gt 0 ] && [ "$shards" = "$before" ] || [ "$SECONDS" -ge "$deadline" ]; do
    before=$shards
    sleep 0.5
    shards=0
    for node in $(seq 1 "$nodes"); do
      shards=$((shards + $(shards_of $((management + node - 1)))))
    done
  done
}

shards_of() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET /cluster/shards/User HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    cat <&3
  ) 2>/dev/null | { grep -o '"shardId"' || true; } | wc -l
}

# Whatever goes wrong: what this call started goes, what ran before stays.
undo() {
  trap - EXIT INT TERM
  # shellcheck disable=SC2086
  [ -z "$started" ] || stop $started
}

tell() {
  local i last=$((nodes - 1))
  echo "Users is ready."
  for i in $(seq 0 "$last"); do
    echo "  node $((i + 1))      http://127.0.0.1:$((http + i))/v1/users   console /   API documentation /api"
    echo "              http://127.0.0.1:$((management + i))/ready   /alive /cluster/members /metrics /projections   log run/node$((i + 1)).log"
  done
  if pid_of postgres >/dev/null; then
    echo "  PostgreSQL  psql -h 127.0.0.1 -p $postgres -U postgres users   data data/   log run/postgres.log"
  fi
  for i in $(running_nodes); do
    case "$(command_line "$(pid_of "$i")")" in *"$app/"*) ;; *) echo "  $i runs an older build; stop it to have it brought back with this one" ;; esac
  done
  echo "scripts/down.sh stops it."
}

check_arguments
lock
trap undo EXIT
trap 'echo "users: scripts/up.sh stumbled at line $LINENO" >&2' ERR
trap 'exit 130' INT TERM
check_java
build
install
[ -n "${DATABASE_URL:-}" ] || start_postgres
for i in 1 2 3; do
  export "USERS_MANAGEMENT_PORT_$i=$((management + i - 1))"
done
prepare
share_processors
start_missing
for node in $(seq 1 "$nodes"); do
  await_node "$node"
done
await_homes
trap - EXIT INT TERM
tell
