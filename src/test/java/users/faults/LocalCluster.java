package users.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import users.infrastructure.AsynchronousCommits;
import users.infrastructure.LocalPostgres;

/** Some nodes and a PostgreSQL of their own, each a process that a test may kill. */
final class LocalCluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Path LOGS = Path.of("target/faults");

  private final Path folder;
  private final LocalPostgres postgres;
  private final int postgresPort;
  private final List<Node> nodes;
  private final Optional<Relay> relay;

  private LocalCluster(
      Path folder,
      LocalPostgres postgres,
      int postgresPort,
      List<Node> nodes,
      Optional<Relay> relay) {
    this.folder = folder;
    this.postgres = postgres;
    this.postgresPort = postgresPort;
    this.nodes = nodes;
    this.relay = relay;
  }

  /** Starts so many nodes on loopback and waits until each is ready. */
  static LocalCluster start(int size) {
    return start(size, NodePlace.onLoopback(size), LOOPBACK);
  }

  /**
   * Starts nodes at places.
   *
   * @param databaseHost under which the nodes reach the database
   */
  static LocalCluster start(int size, List<NodePlace> places, String databaseHost) {
    try {
      Path folder = Files.createTempDirectory("users-cluster-");
      int port = Ports.free(1).get(0);
      var postgres = LocalPostgres.in(folder.resolve("data"), folder.resolve("run"));
      postgres.start(port);
      AsynchronousCommits.keepInMemory(asSuperuser(port));
      Files.writeString(folder.resolve("cluster.conf"), configuration(places));
      String url = "jdbc:postgresql://" + databaseHost + ":" + port + "/users";
      List<Node> nodes =
          IntStream.range(0, size).mapToObj(i -> node(i, places.get(i), url, folder)).toList();
      Optional<Relay> relay =
          databaseHost.equals(LOOPBACK)
              ? Optional.empty()
              : Optional.of(Relay.start(databaseHost, port));
      var cluster = new LocalCluster(folder, postgres, port, nodes, relay);
      nodes.forEach(Node::start);
      cluster.awaitFormed();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Node> nodes() {
    return nodes;
  }

  Node node(int i) {
    return nodes.get(i);
  }

  /** The node that hosts the coordinators. */
  Node oldest() {
    String members =
        nodes.stream().filter(Node::isReady).findFirst().orElseThrow().get("/cluster/members");
    return nodes.stream()
        .filter(node -> members.contains("\"oldest\":\"" + node.address() + "\""))
        .findFirst()
        .orElseThrow();
  }

  /** Waits until all nodes are ready and know all others as up. */
  void awaitFormed() {
    nodes.forEach(Node::awaitReady);
    for (Node node : nodes) {
      await(node.name() + " sees all").until(() -> upMembers(node) == nodes.size());
    }
  }

  /** How many members a node holds for up. */
  static int upMembers(Node node) {
    return node.get("/cluster/members").split("\"status\":\"Up\"", -1).length - 1;
  }

  /** Ends the database without giving it time, as a power cut does. */
  void killPostgres() throws IOException {
    long pid = postgres.pid().orElseThrow();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** SIGSTOP or SIGCONT to the server and all of its sessions, as when its disk hangs. */
  void signalPostgres(String signal) throws IOException {
    ProcessHandle server = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
    Stream.concat(Stream.of(server), server.children())
        .forEach(process -> Node.signal(signal, process.pid()));
  }

  void startPostgres() throws IOException, SQLException {
    postgres.start(postgresPort);
  }

  void stopPostgres() throws IOException {
    postgres.stop();
  }

  Connection connection() throws SQLException {
    return DriverManager.getConnection(asSuperuser(postgresPort));
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(Node::kill);
    postgres.stop();
    if (relay.isPresent()) {
      relay.get().close();
    }
    keepLogs();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }

  /** What the nodes said, for whoever has to find out why a test failed. */
  private void keepLogs() throws IOException {
    Path kept = Files.createDirectories(LOGS.resolve(folder.getFileName()));
    for (Node node : nodes) {
      Files.copy(node.log().toPath(), kept.resolve(node.name() + ".log"));
    }
  }

  private static String asSuperuser(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/users?user=postgres";
  }

  private static Node node(int i, NodePlace place, String url, Path folder) {
    var environment = new HashMap<String, String>();
    environment.put("DATABASE_URL", url);
    environment.put("DATABASE_USER", "postgres");
    environment.put("USERS_HOST", place.host());
    environment.put("USERS_HTTP_HOST", place.host());
    environment.put("USERS_MANAGEMENT_HOST", place.host());
    environment.put("USERS_HTTP_PORT", Integer.toString(place.http()));
    environment.put("USERS_MANAGEMENT_PORT", Integer.toString(place.management()));
    environment.put("USERS_REMOTE_PORT", Integer.toString(place.remote()));
    environment.put("USERS_DRAIN", "2s");
    // As scripts/up.sh has it for nodes that share processors.
    environment.put("USERS_THREADS", "1");
    // In a network of its own a node listens on no loopback.
    environment.put("USERS_HTTP_INSECURE", "yes-i-know");
    return new Node(
        "node" + (i + 1), place.host(), place.prefix(), Map.copyOf(environment), folder);
  }

  private static String configuration(List<NodePlace> places) {
    String endpoints =
        places.stream()
            .map(p -> "{ host = \"%s\", port = %d }".formatted(p.host(), p.management()))
            .collect(Collectors.joining(", ", "[", "]"));
    return """
        include required(classpath("application.conf"))
        akka.discovery.config.services.users.endpoints = %s
        akka.management.cluster.bootstrap {
          contact-point-discovery { required-contact-point-nr = 2, stable-margin = 1s, interval = 200ms }
          contact-point { filter-on-fallback-port = false, probe-interval = 200ms }
        }
        """
        .formatted(endpoints);
  }
}
