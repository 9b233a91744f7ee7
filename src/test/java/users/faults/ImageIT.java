package users.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.infrastructure.TestDatabase;

/** The file tree that conf/Dockerfile makes starts and stops, with nothing else of the project. */
@Tag("alone")
class ImageIT {
  private static final String HOME = "/opt/users";

  @TempDir private Path image;

  @Test
  void whatTheImageHoldsIsEnough() throws Exception {
    List<String> dockerfile = Files.readAllLines(Path.of("conf/Dockerfile"));
    for (String line : dockerfile) {
      if (line.startsWith("COPY ")) {
        String[] words = line.split(" ", -1);
        copy(Path.of(words[1]), image.resolve(words[2]));
      }
    }
    try (TestDatabase database = TestDatabase.create()) {
      List<Integer> ports = Ports.free(3);
      Process node = start(dockerfile, database, ports);
      try {
        await("the node is ready")
            .atMost(Duration.ofMinutes(2))
            .until(() -> status(ports.get(1), "/ready") == 200);
        assertThat(status(ports.get(0), "/v1/users")).isEqualTo(200);
      } finally {
        node.destroy();
      }
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readAllLines(image.resolve("log")))
          .filteredOn(line -> line.startsWith("{"))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).has("level")).isTrue());
    }
  }

  private Process start(List<String> dockerfile, TestDatabase database, List<Integer> ports)
      throws IOException {
    var command = new ArrayList<String>();
    String entry =
        dockerfile.stream()
            .filter(line -> line.startsWith("ENTRYPOINT "))
            .findFirst()
            .orElseThrow();
    for (var word : new ObjectMapper().readTree(entry.substring("ENTRYPOINT ".length()))) {
      command.add(word.asText().replace(HOME, image.toString()));
    }
    var builder = new ProcessBuilder(command).directory(image.toFile()).redirectErrorStream(true);
    builder.redirectOutput(image.resolve("log").toFile());
    var environment = builder.environment();
    var settings = database.config().getConfig("users.database");
    environment.put("JAVA_TOOL_OPTIONS", "-Xmx400m -XX:TieredStopAtLevel=1");
    environment.put("LOG_FORMAT", "json");
    environment.put("DATABASE_URL", settings.getString("url"));
    environment.put("DATABASE_USER", settings.getString("user"));
    environment.put("DATABASE_PASSWORD", settings.getString("password"));
    environment.put("USERS_HOST", "127.0.0.1");
    environment.put("USERS_HTTP_HOST", "127.0.0.1");
    environment.put("USERS_REMOTE_TRANSPORT", "tcp");
    environment.put("USERS_NODES_1", "127.0.0.1");
    environment.put("USERS_REQUIRED_CONTACT_POINTS", "1");
    environment.put("USERS_CONTACT_ALL", "off");
    environment.put("USERS_MIN_MEMBERS", "1");
    environment.put("USERS_DRAIN", "0s");
    // With a mail server a node reads its templates when it starts.
    environment.put("USERS_SMTP_HOST", "mail.example");
    environment.put("USERS_HTTP_PORT", ports.get(0).toString());
    environment.put("USERS_MANAGEMENT_PORT", ports.get(1).toString());
    environment.put("USERS_REMOTE_PORT", ports.get(2).toString());
    return builder.start();
  }

  private static int status(int port, String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.isDirectory(file)) {
          Files.copy(file, target);
        }
      }
    }
  }
}
