package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;

/** ETag, If-Match and If-None-Match (RFC 9110, 13.1). */
class ConditionsIT {
  private static final Map<String, Function<String, Call>> CHANGES =
      Map.of(
          "PUT", path -> Call.put(path, TestUsers.profile()),
          "PATCH", path -> Call.patch(path, "{\"firstName\":\"Anna\"}"),
          "DELETE", Call::delete,
          "suspend", path -> Call.post(path + "/suspend"),
          "reactivate", path -> Call.post(path + "/reactivate"));

  private final TestService service = TestService.shared();

  static Stream<String> changes() {
    return CHANGES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeIsMadeForTheVersionThatItNames(String change) {
    for (String condition : List.of("%s", "*", " * ", "\"99\", %s", "W/\"x\",%s", "\"\" , %s")) {
      assertThat(changed(change, condition)).as(condition).isIn("200", "204");
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeForAnotherVersionIsNotMade(String change) {
    for (String condition :
        List.of("\"99\"", "\"0\"", "\"-1\"", "\"\"", "W/%s", "\"01\"", "\"9999999999999999999\"")) {
      assertThat(changed(change, condition)).as(condition).isEqualTo("412 VERSION_MISMATCH");
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aConditionThatIsNoneIsRefused(String change) {
    for (String condition : List.of("1", "\"1", "1\"", "\"1\" \"2\"", ",", "\"1\",,", "*, \"1\"")) {
      assertThat(changed(change, condition)).as(condition).isEqualTo("400 INVALID_HEADER");
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aMissingUserIsSaidBeforeItsCondition(String change) {
    Answer gone = TestUsers.create(service);
    service.send(Call.delete(TestUsers.path(gone)));

    for (String condition : List.of("\"1\"", "nonsense")) {
      Call call = CHANGES.get(change).apply(TestUsers.path(gone)).ifMatch(condition);
      assertThat(service.send(call).outcome()).as(condition).isEqualTo("404 USER_NOT_FOUND");
    }
  }

  @Test
  void aBodyThatBreaksARuleIsSaidBeforeTheCondition() {
    Answer user = TestUsers.create(service);
    String path = TestUsers.path(user);

    assertThat(service.send(Call.patch(path, "{\"email\":\"x\"}").ifMatch("\"99\"")).outcome())
        .isEqualTo("422 INVALID_INPUT");
    assertThat(service.send(Call.patch(path, "{").ifMatch("\"99\"")).outcome())
        .isEqualTo("400 MALFORMED_JSON");
  }

  @Test
  void theConditionIsSaidBeforeATakenAddress() {
    Answer ann = TestUsers.create(service);
    Answer bo = TestUsers.create(service);

    Call call = Call.put(TestUsers.path(bo), TestUsers.profile("B", "L", ann.text("email")));

    assertThat(service.send(call.ifMatch("\"99\"")).outcome()).isEqualTo("412 VERSION_MISMATCH");
    assertThat(service.send(call.ifMatch(bo.etag())).outcome()).isEqualTo("409 EMAIL_TAKEN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "%s | 304",
        "W/%s | 304",
        "* | 304",
        "\"99\", %s | 304",
        "\"99\" | 200",
        "\"\" | 200",
        "1 | 400 INVALID_HEADER",
        "%s x | 400 INVALID_HEADER"
      })
  void aClientThatHasTheUserIsNotSentItAgain(String condition, String outcome) {
    Answer user = TestUsers.create(service);

    String asOf = "?asOf=" + user.etag().replace("\"", "");
    for (String path : List.of(TestUsers.path(user), TestUsers.path(user) + asOf)) {
      for (String method : List.of("GET", "HEAD")) {
        Answer answer =
            service.send(
                new Call(method, path).with("If-None-Match", condition.formatted(user.etag())));

        assertThat(answer.status()).isEqualTo(Integer.parseInt(outcome.substring(0, 3)));
        assertThat(method.equals("HEAD") ? outcome : answer.outcome()).isEqualTo(outcome);
        assertThat(answer.status() == 400 ? user.etag() : answer.etag()).isEqualTo(user.etag());
      }
    }
  }

  /** The loser of one round may be the winner of the next: nobody waits for a lock. */
  @Test
  void ofTwentyWritersWhoReadTheSameVersionOneWins() {
    String path = TestUsers.path(TestUsers.create(service));
    for (int round = 0; round < 10; round++) {
      String etag = service.send(Call.get(path)).etag();
      int r = round;

      List<Integer> statuses =
          service
              .client()
              .sendAtOnce(
                  IntStream.range(0, 20)
                      .mapToObj(
                          writer ->
                              Call.patch(path, "{\"firstName\":\"%d-%d\"}".formatted(r, writer))
                                  .ifMatch(etag)))
              .stream()
              .map(Answer::status)
              .toList();

      assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
      assertThat(Collections.frequency(statuses, 412)).isEqualTo(19);
    }
  }

  private String changed(String change, String condition) {
    Answer user = TestUsers.create(service);
    Call call = CHANGES.get(change).apply(TestUsers.path(user));
    return service.send(call.ifMatch(condition.formatted(user.etag()))).outcome();
  }
}
