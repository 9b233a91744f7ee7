package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.Metrics;
import users.infrastructure.TestDatabase;

/** What listeners are promised: everything, once, in order, at once, however many they are. */
@Tag("alone")
class FeedDeliveryIT {
  private static TestDatabase database;
  private static TestService service;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    // What arrives was not found by the poll.
    service =
        TestService.start(
            database, "users.journal.poll-interval = 10m", "users.http.stream-heartbeat = 2s");
  }

  @AfterAll
  static void stop() {
    service.close();
    database.close();
  }

  @Test
  void aListenerThatIsCutHundredsOfTimesGetsEachEventOnceAndInOrder() {
    String start = head();
    var written = CompletableFuture.runAsync(() -> create(1200));
    var heard = new ArrayList<String>();
    var random = new Random(7);
    int cuts = 0;
    String position = start;

    while (!written.isDone() || heard.size() < 2400) {
      try (FeedReader reader =
          FeedReader.open(service.port(), "?after=now", "Last-Event-ID", position)) {
        readUpTo(random.nextInt(8000), reader, heard);
        position = reader.lastId().orElse(position);
      }
      cuts++;
    }

    assertThat(cuts).isGreaterThan(200);
    assertThat(heard).isEqualTo(idsAfter(start));
    assertThat(heard).hasSize(2400).doesNotHaveDuplicates();
  }

  @Test
  void aThousandListenersGetAll() {
    int users = 10;
    var heard = new AtomicInteger();
    List<CompletableFuture<HttpResponse<Void>>> streams =
        IntStream.range(0, 1000).mapToObj(i -> listen(line -> count(line, heard))).toList();
    awaitStreams(1000);

    create(users);

    Awaitility.await().untilAsserted(() -> assertThat(heard).hasValue(1000 * users * 2));
    streams.forEach(stream -> stream.cancel(true));
    awaitStreams(0);
  }

  @Test
  void anEventIsHeardWithinMilliseconds() {
    var heardAt = new ConcurrentHashMap<String, Long>();
    var stream = listen(line -> note(line, heardAt));
    awaitStreams(1);
    var delays = new ArrayList<Duration>();

    for (int i = 0; i < 40; i++) {
      Answer created = service.send(Call.post("/v1/users", TestUsers.profile()));
      long answered = System.nanoTime();
      String id = created.text("userId");
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> heardAt.keySet().containsAll(Set.of(id + "/1", id + "/2")));
      delays.add(Duration.ofNanos(Math.max(0, heardAt.get(id + "/1") - answered)));
    }
    stream.cancel(true);

    Duration median = delays.stream().sorted().skip(20).findFirst().orElseThrow();
    assertThat(median).isLessThan(Duration.ofMillis(50));
  }

  private static void create(int users) {
    var next = new AtomicInteger();
    CompletableFuture<?>[] clients =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (next.getAndIncrement() < users) {
                            Answer made = service.send(Call.post("/v1/users", TestUsers.profile()));
                            assertThat(made.outcome()).isEqualTo("201");
                          }
                        },
                        task -> new Thread(task).start()))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(clients).join();
  }

  private static void readUpTo(int bytes, FeedReader reader, List<String> heard) {
    try {
      for (int read = 0; read < bytes && heard.size() < 2400; read += 700) {
        reader.read(700).orElseThrow().forEach(event -> heard.add(event.get("id").asText()));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String head() {
    try (FeedReader reader = FeedReader.open(service.port(), "")) {
      reader.read(1000);
      return reader.lastId().orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> idsAfter(String position) {
    var ids = new ArrayList<String>();
    String path = "/v1/events?limit=1000&after=" + position;
    for (Answer page = page(path); !page.json().isEmpty(); page = page(path)) {
      for (JsonNode event : page.json()) {
        ids.add(event.get("id").asText());
      }
      String link = page.header("Link");
      path = link.substring(link.indexOf('<') + 1, link.indexOf('>'));
    }
    return ids;
  }

  private static Answer page(String path) {
    return service.send(Call.get(path));
  }

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static CompletableFuture<HttpResponse<Void>> listen(Consumer<String> line) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/v1/events"))
            .header("Accept", "text/event-stream")
            .build();
    return HTTP.sendAsync(
        request, info -> HttpResponse.BodySubscribers.fromLineSubscriber(new Lines(line)));
  }

  private static void count(String line, AtomicInteger heard) {
    if (line.startsWith("data: ")) {
      heard.incrementAndGet();
    }
  }

  private static void note(String line, ConcurrentHashMap<String, Long> heardAt) {
    if (line.startsWith("data: ")) {
      heardAt.put(Answer.read(line.substring(6)).get("id").asText(), System.nanoTime());
    }
  }

  private static void awaitStreams(int count) {
    Gauge streams = Metrics.get(service.system()).registry().get("users.http.streams").gauge();
    Awaitility.await().until(() -> streams.value() == count);
  }

  private record Lines(Consumer<String> line) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String text) {
      line.accept(text);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
