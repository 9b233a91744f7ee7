package users.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestClient;
import users.TestService;
import users.infrastructure.TestDatabase;

/**
 * Provokes every status of every operation that the document names, from the document's own
 * examples, and holds each answer against it.
 */
class ContractIT {
  /** Statuses that are not provoked here, each with the reason or with the test that does. */
  private static final Map<String, String> NOT_PROVOKED =
      Map.of(
          "500", "would be a bug",
          "401", "GateContractIT",
          "403", "GateContractIT",
          "429", "GateContractIT");

  private static final ContractCheck check = new ContractCheck();
  private static final Contract contract = Contract.ours();
  private static final Calls calls = new Calls(contract);
  private static final AtomicInteger people = new AtomicInteger();
  private static final List<String> breaches = new CopyOnWriteArrayList<>();
  private static TestDatabase database;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void every_documented_status_is_given_and_every_given_one_documented() {
    try (TestService service = TestService.start(database)) {
      var client = checked(service);
      contract.operations().forEach(operation -> exercise(client, operation));
    }
    try (TestService careful = TestService.start(database, "users.http.require-if-match = on")) {
      var client = checked(careful);
      having("428").forEach(operation -> client.send(valid(client, operation)));
    }
    try (TestService small = TestService.start(database, "users.http.max-in-flight = 1")) {
      having("503").forEach(operation -> busy(small, calls.of(operation, Map.of())));
    }
    assertThat(String.join("\n\n", breaches)).isEmpty();
    assertThat(missing()).isEmpty();
  }

  /** The answer while the one request that the service takes at once does not come to an end. */
  private static void busy(TestService service, Call call) {
    var client = checked(service);
    Awaitility.await().until(() -> isRefusedBesideASlowOne(service, client, call));
  }

  /** The slow one may come while another is not done yet, and be the one who is refused. */
  private static boolean isRefusedBesideASlowOne(TestService service, TestClient client, Call call)
      throws IOException {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      String unfinished =
          "POST /v1/users HTTP/1.1\r\nHost: users\r\nContent-Type: application/json\r\n"
              + "Content-Length: 9\r\n\r\n{";
      slow.getOutputStream().write(unfinished.getBytes(StandardCharsets.US_ASCII));
      return IntStream.range(0, 50).anyMatch(i -> client.send(call).status() == 503);
    }
  }

  /** All that the operation can answer while nothing is out of order. */
  private static void exercise(TestClient client, Operation operation) {
    Call valid = valid(client, operation);
    Answer answer = client.send(valid);
    assertThat(answer.status()).as(operation.id()).isBetween(200, 299);
    client.send(calls.withQuery(operation, valid(client, operation)));
    client.send(valid.with("If-None-Match", "*"));
    Call another = valid(client, operation);
    client.send(Calls.at(another, another.path() + "?unknown=1"));
    client.send(valid.with("Accept", "image/png"));
    client.send(Calls.at(valid, valid.path() + "?unknown=" + "1".repeat(3000)));
    Call nobody = calls.of(operation, Map.of("userId", UUID.randomUUID().toString(), "name", "x"));
    // A machine that is busy may be unable to tell within the second that a read has.
    Awaitility.await().until(() -> client.send(nobody).status() != 503);
    if (operation.method().equals("GET")) {
      client.send(new Call("HEAD", valid.path(), Map.of(), Optional.empty()));
      client.send(Calls.at(valid, valid.path() + "?after=999999999999-1"));
    } else {
      change(client, operation);
    }
  }

  private static void change(TestClient client, Operation operation) {
    client.send(valid(client, operation).ifMatch("\"99\""));
    if (operation.hasStatus(415)) {
      Call valid = valid(client, operation);
      client.send(Calls.withBody(valid, "{"));
      client.send(Calls.withBody(valid, "{\"unknown\":1}"));
      client.send(Calls.withBody(valid, " ".repeat(70_000)));
      client.send(Calls.withBody(valid, "text").with("Content-Type", "text/plain"));
    }
    if (operation.hasStatus(409)) {
      taken(client, operation);
    }
    Call first = valid(client, operation);
    String key = UUID.randomUUID().toString();
    client.send(Call.post(first.path().replaceAll("(/v1/users/[^/]*).*", "$1/suspend")).key(key));
    client.send(first.key(key));
  }

  private static void taken(TestClient client, Operation operation) {
    String email = create(client).text("email");
    client.send(Calls.withBody(valid(client, operation), person(email).replace("Ann", "Other")));
  }

  /** A request that succeeds, on a new user if it is on one. */
  private static Call valid(TestClient client, Operation operation) {
    Map<String, String> path =
        operation.path().contains("{userId}")
            ? Map.of("userId", create(client).text("userId"))
            : Map.of();
    Call call = calls.of(operation, path);
    return call.body().filter(body -> body.contains("\"email\"")).isPresent()
        ? Calls.withBody(call, person("p" + people.incrementAndGet() + "@example.com"))
        : call;
  }

  private static Answer create(TestClient client) {
    return client.send(
        Call.post("/v1/users", person("p" + people.incrementAndGet() + "@example.com")));
  }

  private static String person(String email) {
    return "{\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"email\":\"" + email + "\"}";
  }

  private static Stream<Operation> having(String status) {
    return contract.operations().stream().filter(one -> one.responses().has(status));
  }

  private static TestClient checked(TestService service) {
    return new TestClient(URI.create("http://127.0.0.1:" + service.port()), ContractIT::note);
  }

  private static void note(Call call, Answer answer) {
    try {
      check.accept(call, answer);
    } catch (AssertionError broken) {
      breaches.add(broken.getMessage());
    }
  }

  private static Set<String> missing() {
    var missing = new TreeSet<String>();
    for (Operation operation : contract.operations()) {
      operation
          .responses()
          .fieldNames()
          .forEachRemaining(s -> missing.add(operation.id() + " " + s));
    }
    missing.removeAll(check.exercised());
    missing.removeIf(one -> NOT_PROVOKED.containsKey(one.substring(one.indexOf(' ') + 1)));
    return missing;
  }
}
