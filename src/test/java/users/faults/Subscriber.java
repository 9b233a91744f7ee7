package users.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import users.Answer;

/**
 * Follows the live feed from its beginning. When its stream breaks, or its node is gone, it goes on
 * at the next node after the last event that it has heard whole.
 */
final class Subscriber implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final List<Node> nodes;
  private final Thread thread = new Thread(this::follow, "subscriber");
  private final AtomicInteger streams = new AtomicInteger();
  private volatile boolean closed;
  private String position = "";

  private Subscriber(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** Begins at the first of the nodes. */
  static Subscriber start(List<Node> nodes) {
    var subscriber = new Subscriber(nodes);
    subscriber.thread.start();
    return subscriber;
  }

  /** The ids of all events that it has heard, as they came. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  /** How many streams it has been given so far. */
  int streams() {
    return streams.get();
  }

  /** The ids of all events of the feed, page by page. */
  static List<String> batch(Node node) {
    var ids = new ArrayList<String>();
    String path = "/v1/events?limit=1000";
    for (; ; ) {
      HttpResponse<String> page = send(node, path, BodyHandlers.ofString());
      var events = Answer.read(page.body());
      if (events.isEmpty()) {
        return ids;
      }
      events.forEach(event -> ids.add(event.get("id").asText()));
      String link = page.headers().firstValue("Link").orElseThrow();
      path = link.substring(1, link.indexOf('>'));
    }
  }

  private void follow() {
    for (int i = 0; !closed; i++) {
      try {
        listen(nodes.get(i % nodes.size()));
      } catch (IOException | UncheckedIOException broken) {
        // On to the next one.
      }
    }
  }

  private void listen(Node node) throws IOException {
    var response =
        send(
            node,
            "/v1/events?after=beginning",
            BodyHandlers.ofInputStream(),
            "Accept",
            "text/event-stream",
            "Last-Event-ID",
            position);
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() != 200) {
        return;
      }
      streams.incrementAndGet();
      read(lines);
    }
  }

  /** What is broken off before its empty line has not been heard. */
  private void read(BufferedReader lines) throws IOException {
    String id = position;
    String data = "";
    for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      } else if (line.isEmpty()) {
        position = id;
        if (!data.isEmpty()) {
          heard.add(Answer.read(data).get("id").asText());
        }
        data = "";
      }
    }
  }

  private static <T> HttpResponse<T> send(
      Node node, String path, HttpResponse.BodyHandler<T> body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(node.api() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends with the next sign of life of its stream, which comes within seconds. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
