package users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the tree where {@code scripts/up.sh} and {@code down.sh} run on ports of their own. */
final class Scripts implements AutoCloseable {
  private static final int MOST_NODES = 3;

  /** What a script printed, and its exit code. */
  record Outcome(int code, String output) {}

  private final Path tree;
  private final Map<String, Integer> ports;

  private Scripts(Path tree, Map<String, Integer> ports) {
    this.tree = tree;
    this.ports = ports;
  }

  /** In an empty folder: scripts and configuration as copies, and what Maven has packaged. */
  static Scripts in(Path tree) throws IOException {
    Path project = Path.of("").toAbsolutePath();
    for (String folder : List.of("scripts", "conf")) {
      copy(project.resolve(folder), tree.resolve(folder));
    }
    Files.createDirectory(tree.resolve("target"));
    for (String built : List.of("target/users.jar", "target/lib")) {
      Files.createSymbolicLink(tree.resolve(built), project.resolve(built));
    }
    return new Scripts(tree, freePorts());
  }

  Outcome up(int nodes, String... environment) {
    return run(List.of("scripts/up.sh", String.valueOf(nodes)), environment);
  }

  Outcome down() {
    return run(List.of("scripts/down.sh"));
  }

  /** Of node 1, 2, …. */
  TestClient client(int node) {
    return new TestClient(URI.create("http://127.0.0.1:" + (port("USERS_HTTP_PORT") + node - 1)));
  }

  int port(String variable) {
    return ports.get(variable);
  }

  /** The processes that the scripts say to be theirs and that live. */
  List<ProcessHandle> processes() {
    try (Stream<Path> files = Files.list(tree.resolve("run"))) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .sorted()
          .flatMap(Scripts::process)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    down();
  }

  private static Stream<ProcessHandle> process(Path file) {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).stream()
          .filter(ProcessHandle::isAlive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Through a pipe: a server that kept it open would be seen by this not returning. */
  private Outcome run(List<String> command, String... environment) {
    try {
      var builder = new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true);
      builder.environment().remove("DATABASE_URL");
      builder.environment().put("USERS_DRAIN", "0s");
      ports.forEach((name, port) -> builder.environment().put(name, port.toString()));
      for (String variable : environment) {
        builder.environment().put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
      }
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor(1, TimeUnit.MINUTES);
      return new Outcome(process.exitValue(), output);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(command + " did not run", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()), COPY_ATTRIBUTES);
      }
    }
  }

  private static Map<String, Integer> freePorts() throws IOException {
    return Map.of(
        "USERS_HTTP_PORT", freePorts(MOST_NODES),
        "USERS_MANAGEMENT_PORT", freePorts(MOST_NODES),
        "USERS_REMOTE_PORT", freePorts(MOST_NODES),
        "USERS_POSTGRES_PORT", freePorts(1));
  }

  /** The first of so many in a row. */
  private static int freePorts(int count) throws IOException {
    while (true) {
      int first = freePort(0);
      try {
        for (int port = first + 1; port < first + count; port++) {
          freePort(port);
        }
        return first;
      } catch (BindException taken) {
        // Another row, then.
      }
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket(wanted)) {
      return socket.getLocalPort();
    }
  }
}
