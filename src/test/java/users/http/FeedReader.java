package users.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import users.Answer;

/** A client of the live feed that reads as slowly, or breaks off as rudely, as a test wants. */
final class FeedReader implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private String rest = "";
  private Optional<String> lastId = Optional.empty();

  private FeedReader(HttpResponse<InputStream> response) {
    this.response = response;
  }

  static FeedReader open(int port, String query, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events" + query))
            .header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new FeedReader(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The id that the client would send as Last-Event-ID. */
  Optional<String> lastId() {
    return lastId;
  }

  /** The events of what can be read at once, waiting for it; empty at the end of the stream. */
  Optional<List<JsonNode>> read(int mostBytes) throws IOException {
    byte[] bytes = new byte[mostBytes];
    int count = response.body().read(bytes);
    if (count < 0) {
      return Optional.empty();
    }
    // Names in these tests are ASCII, so a cut never parts a character.
    String[] blocks =
        (rest + new String(bytes, 0, count, StandardCharsets.UTF_8)).split("\n\n", -1);
    rest = blocks[blocks.length - 1];
    var events = new ArrayList<JsonNode>();
    for (int i = 0; i < blocks.length - 1; i++) {
      take(blocks[i]).ifPresent(events::add);
    }
    return Optional.of(events);
  }

  /** Waits until there are so many events. */
  List<JsonNode> read(int events, int bytesAtOnce) throws IOException {
    var found = new ArrayList<JsonNode>();
    while (found.size() < events) {
      found.addAll(read(bytesAtOnce).orElseThrow());
    }
    return found;
  }

  private Optional<JsonNode> take(String block) {
    Optional<JsonNode> event = Optional.empty();
    for (String line : block.split("\n", -1)) {
      if (line.startsWith("id: ")) {
        lastId = Optional.of(line.substring(4));
      } else if (line.startsWith("data: ")) {
        event = Optional.of(Answer.read(line.substring(6)));
      }
    }
    return event;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
