package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.TestDatabase;

/** A request with an Idempotency-Key may be sent any number of times, and happens once. */
class IdempotencyIT {
  private static TestDatabase database;
  private static TestService service;

  private final String key = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    service = TestService.start(database);
  }

  @AfterAll
  static void stop() {
    service.close();
    database.close();
  }

  @Test
  void fiftyIdenticalRequestsAtOnceAreOneAlsoAfterARestart() {
    Call create = Call.post("/v1/users", TestUsers.profile()).key(key);
    Answer created = theOneAnswer(create, 50);
    String path = created.header("Location");
    service.settled(path);

    List<Call> changes =
        List.of(
            Call.put(path, TestUsers.profile()).key(key + 1),
            Call.patch(path, "{\"firstName\":\"Bo\"}").key(key + 2),
            Call.post(path + "/suspend", "{\"reason\":\"spam\"}").key(key + 3),
            Call.post(path + "/reactivate").key(key + 4),
            Call.delete(path).key(key + 5));
    List<Answer> first = changes.stream().map(call -> theOneAnswer(call, 50)).toList();
    long events = events(path);

    restart();

    assertSame(theOneAnswer(create, 5), created);
    for (int i = 0; i < changes.size(); i++) {
      assertSame(theOneAnswer(changes.get(i), 5), first.get(i));
    }
    assertThat(events(path)).isEqualTo(events);
    assertThat(first)
        .extracting(Answer::outcome)
        .containsExactly("200", "200", "200", "200", "204");
    assertThat(service.send(Call.delete(path)).outcome()).isEqualTo("404 USER_NOT_FOUND");
  }

  @Test
  void aRepeatedCreationShowsTheUserAsItWasThen() {
    Call create = Call.post("/v1/users", TestUsers.profile()).key(key);
    Answer created = service.send(create);
    service.send(Call.put(created.header("Location"), TestUsers.profile("Bo", "Li", newEmail())));

    assertSame(service.send(create), created);
  }

  @Test
  void aKeyIsOfOneRequestOnly() {
    Answer user = service.send(Call.post("/v1/users", TestUsers.profile()).key(key));
    String path = user.header("Location");

    for (Call other :
        List.of(
            Call.post("/v1/users", TestUsers.profile()),
            Call.put(path, TestUsers.profile()),
            Call.patch(path, "{\"firstName\":\"Bo\"}"),
            Call.delete(path),
            Call.post(path + "/suspend"))) {
      assertThat(service.send(other.key(key)).outcome())
          .as(other.method())
          .isEqualTo("422 IDEMPOTENCY_KEY_REUSED");
    }
    assertThat(service.send(Call.get(path)).text("firstName")).isEqualTo("Ann");
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefusedHoweverManyAskAtOnce() {
    String path = TestUsers.path(TestUsers.create(service));

    List<Answer> answers =
        service
            .client()
            .sendAtOnce(
                Stream.of("Bo", "Cy")
                    .flatMap(name -> Stream.generate(() -> name).limit(10))
                    .map(name -> Call.patch(path, "{\"firstName\":\"" + name + "\"}").key(key)));

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(10);
    assertThat(answers)
        .filteredOn(answer -> answer.outcome().equals("422 IDEMPOTENCY_KEY_REUSED"))
        .hasSize(10);
  }

  @Test
  void aFailedRequestMayBeMendedAndSentUnderItsKeyAgain() {
    Call wrong = Call.post("/v1/users", "{\"firstName\":\"Ann\"}").key(key);
    Call mended = Call.post("/v1/users", TestUsers.profile()).key(key);

    assertThat(service.send(wrong).outcome()).isEqualTo("422 INVALID_INPUT");
    assertThat(service.send(mended).outcome()).isEqualTo("201");
  }

  @Test
  void aTakenAddressIsNoUseOfTheKey() {
    Answer holder = TestUsers.create(service);
    Call taken = Call.post("/v1/users", TestUsers.profile("B", "L", holder.text("email"))).key(key);

    assertThat(service.send(taken).outcome()).isEqualTo("409 EMAIL_TAKEN");
    assertThat(service.send(taken).outcome()).isEqualTo("409 EMAIL_TAKEN");
    assertThat(service.send(Call.post("/v1/users", TestUsers.profile()).key(key)).outcome())
        .isEqualTo("201");
  }

  @Test
  void theKeyMayBeQuotedOrBare() {
    Call call = Call.post("/v1/users", TestUsers.profile());

    Answer quoted = service.send(call.with("Idempotency-Key", '"' + key + '"'));
    Answer bare = service.send(call.with("Idempotency-Key", key));

    assertSame(bare, quoted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"", "\"a", "a b", "a,b", "\"a\"b\"", "\"a\", \"b\"", "LONG"})
  void whatIsNoKeyIsRefused(String value) {
    Call call = Call.post("/v1/users", TestUsers.profile());

    Answer answer =
        service.send(call.with("Idempotency-Key", value.replace("LONG", "x".repeat(256))));

    assertThat(answer.outcome()).isEqualTo("400 INVALID_HEADER");
  }

  private static Answer theOneAnswer(Call call, int times) {
    List<Answer> answers = service.client().sendAtOnce(Stream.generate(() -> call).limit(times));
    answers.forEach(answer -> assertSame(answer, answers.get(0)));
    return answers.get(0);
  }

  private static void assertSame(Answer answer, Answer first) {
    assertThat(List.of(answer.status(), answer.body(), answer.etag(), answer.header("Location")))
        .isEqualTo(List.of(first.status(), first.body(), first.etag(), first.header("Location")));
  }

  private static void restart() {
    service.close();
    service = TestService.start(database);
  }

  private static String newEmail() {
    return TestUsers.newEmail();
  }

  private static long events(String path) {
    String sql = "SELECT count(*) FROM event_journal WHERE persistence_id = ?";
    return database
        .database()
        .call(
            connection -> {
              try (PreparedStatement count = connection.prepareStatement(sql)) {
                count.setString(1, path.replace("/v1/users/", "User|"));
                ResultSet row = count.executeQuery();
                row.next();
                return row.getLong(1);
              }
            })
        .toCompletableFuture()
        .join();
  }
}
