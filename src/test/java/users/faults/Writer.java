package users.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import users.faults.Writers.Acknowledged;

/** One client, on one connection at a time: creates a user, changes it twice, and so on. */
final class Writer implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Writers all;
  private final List<Node> nodes;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private int at;

  Writer(Writers all, List<Node> nodes, int number) {
    this.all = all;
    this.nodes = nodes;
    this.at = number % nodes.size();
  }

  @Override
  public void run() {
    while (!all.stopped()) {
      String unique = UUID.randomUUID().toString();
      String userId = write("POST", "/v1/users", "L0", unique);
      write("PATCH", "/v1/users/" + userId, "L1", unique);
      write("PATCH", "/v1/users/" + userId, "L2", unique);
    }
  }

  private String write(String method, String path, String lastName, String unique) {
    String body =
        method.equals("POST")
            ? "{\"firstName\":\"F\",\"lastName\":\"%s\",\"email\":\"%s@example.com\"}"
                .formatted(lastName, unique)
            : "{\"lastName\":\"%s\"}".formatted(lastName);
    String key = unique + "-" + lastName;
    long started = System.nanoTime();
    while (true) {
      long attempt = System.nanoTime();
      try {
        HttpResponse<String> answer = send(method, path, body, key);
        if (answer.headers().firstValue("Connection").filter("close"::equals).isPresent()) {
          goOn();
        }
        if (answer.statusCode() < 300) {
          return acknowledge(JSON.readTree(answer.body()), since(started));
        }
        all.fail(
            answer.statusCode()
                + answer
                    .headers()
                    .firstValue("Retry-After")
                    .map(", Retry-After "::concat)
                    .orElse("")
                + ": "
                + answer.body(),
            since(attempt));
        pause(300);
      } catch (ConnectException refused) {
        pause(20);
      } catch (IOException e) {
        all.fail(method + " " + e, since(attempt));
        pause(20);
      }
      goOn();
    }
  }

  private HttpResponse<String> send(String method, String path, String body, String key)
      throws IOException {
    var request =
        HttpRequest.newBuilder(nodes.get(at).api().resolve(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", "\"" + key + "\"")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String acknowledge(JsonNode user, Duration wait) {
    String userId = user.get("userId").asText();
    all.acknowledge(
        new Acknowledged(userId, user.get("version").asLong(), user.get("lastName").asText()),
        wait);
    return userId;
  }

  private void goOn() {
    at = (at + 1) % nodes.size();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
