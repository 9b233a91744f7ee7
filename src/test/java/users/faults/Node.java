package users.faults;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One node: a JVM of its own that can be killed, stopped and started again. */
final class Node {
  private static final Duration START = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String name;
  private final String host;
  private final List<String> prefix;
  private final Map<String, String> environment;
  private final Path folder;
  private Process process;

  /**
   * @param host where it listens
   * @param prefix what to run it under, like {@code ip netns exec n1}
   */
  Node(
      String name, String host, List<String> prefix, Map<String, String> environment, Path folder) {
    this.name = name;
    this.host = host;
    this.prefix = prefix;
    this.environment = environment;
    this.folder = folder;
  }

  void start() {
    var command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xss4m",
            "-Xmx400m",
            "-XX:TieredStopAtLevel=1",
            "-Dconfig.file=" + folder.resolve("cluster.conf"),
            "-cp",
            classPath(),
            "users.Main"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    await(name + " is ready").atMost(START).until(() -> isReady());
  }

  boolean isReady() {
    return status("/ready") == 200;
  }

  /** The status of a page for operators; 0 if there is no answer. */
  int status(String path) {
    try {
      return page(path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** A page for operators. */
  String get(String path) {
    return page(path).body();
  }

  /** Asks for an operation; the status of the answer. */
  int post(String path) {
    return send(management(path), "POST").statusCode();
  }

  /** The status of a user as this node knows it; 0 if there is no answer. */
  int statusOfUser(String userId) {
    try {
      return send(api().resolve("/v1/users/" + userId), "GET").statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  URI api() {
    return URI.create("http://" + host + ":" + environment.get("USERS_HTTP_PORT"));
  }

  String address() {
    return "akka://users@" + host + ":" + environment.get("USERS_REMOTE_PORT");
  }

  String name() {
    return name;
  }

  File log() {
    return folder.resolve(name + ".log").toFile();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** SIGKILL, SIGTERM, SIGSTOP or SIGCONT, to exactly this process. */
  void signal(String signal) {
    signal(signal, process.pid());
  }

  static void signal(String signal, long pid) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has ended and tells its exit code. */
  int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " did not end within " + atMost);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    if (isAlive()) {
      signal("KILL");
      awaitExit(Duration.ofSeconds(10));
    }
  }

  private HttpResponse<String> page(String path) {
    return send(management(path), "GET");
  }

  private URI management(String path) {
    return URI.create("http://" + host + ":" + environment.get("USERS_MANAGEMENT_PORT") + path);
  }

  private static HttpResponse<String> send(URI uri, String method) {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(15))
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the image holds, or what the tests run with if nothing is packaged. */
  private static String classPath() {
    return new File("target/lib").isDirectory()
        ? Path.of("target/classes").toAbsolutePath()
            + ":"
            + Path.of("target/lib").toAbsolutePath()
            + "/*"
        : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
  }
}
