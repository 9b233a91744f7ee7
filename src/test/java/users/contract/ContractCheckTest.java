package users.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;

/** The check has to see what breaks the contract, or it proves nothing. */
class ContractCheckTest {
  private static final String ID = "0199b0a4-7e1c-7c2e-9d1f-3b6f5a2c8e10";
  private static final String USER =
      """
      {"userId":"0199b0a4-7e1c-7c2e-9d1f-3b6f5a2c8e10","firstName":"Ann","lastName":"Lee",
      "email":"ann@example.com","status":"active","welcomed":false,"version":1,
      "createdAt":"2026-01-01T12:00:00Z","updatedAt":"2026-01-01T12:00:00Z"}
      """;
  private static final String NOT_FOUND =
      """
      {"type":"/problems/user-not-found","title":"There is no such user","status":404,
      "detail":"There is no such user","code":"USER_NOT_FOUND"}
      """;
  private static final Call GET = Call.get("/v1/users/" + ID);

  private final ContractCheck check = new ContractCheck();

  @Test
  void whatIsDocumentedPassesAndIsRecorded() {
    check.accept(GET, user(USER));
    check.accept(GET, problem(404, NOT_FOUND));

    assertThat(check.exercised()).containsExactly("getUser 200", "getUser 404");
  }

  @Test
  void anAnswerHasToBeAsDocumented() {
    breaks(GET, user(USER.replace("1,", "\"1\",")), "version");
    breaks(GET, user(USER.replace("active", "asleep")), "status");
    breaks(GET, user(USER.replace("\"welcomed\":false,", "")), "welcomed");
    breaks(GET, user(USER.replace("{\"userId", "{\"secret\":1,\"userId")), "secret");
    breaks(GET, answer(299, "application/json", USER), "299");
    breaks(GET, answer(200, "text/plain", USER), "text/plain");
    breaks(GET, problem(404, NOT_FOUND.replace("USER_NOT", "USERS_NOT")), "USERS_NOT_FOUND");
  }

  @Test
  void headersHaveToBeAsDocumented() {
    breaks(GET, with(user(USER), "ETag", "1"), "ETag");
    breaks(GET, with(user(USER), "X-Secret", "1"), "X-Secret");
    breaks(GET, with(user(USER), "X-Request-Id", ""), "X-Request-Id");
  }

  @Test
  void whatIsNotDocumentedMustNotSucceed() {
    Call wrong = Call.patch("/v1/users/" + ID, "{\"firstName\":1}");

    breaks(wrong, user(USER), "firstName");
    breaks(Call.get("/v1/users/" + ID + "?unknown=1"), user(USER), "unknown");
    breaks(GET.with("If-None-Match", "1"), user(USER), "If-None-Match");
    breaks(Call.get("/v1/unknown"), user(USER), "no documented operation");
  }

  @Test
  void whatIsDocumentedMustNotBeRefused() {
    Call right = Call.patch("/v1/users/" + ID, "{\"firstName\":\"Ann\"}");
    String refusal =
        """
        {"type":"/problems/invalid-input","title":"The body breaks a rule","status":422,
        "detail":"no","code":"INVALID_INPUT"}
        """;

    breaks(right, problem(422, refusal), "refused, but documented");
    assertThatCode(
            () ->
                check.accept(
                    Call.patch("/v1/users/" + ID, "{\"firstName\":null}"), problem(422, refusal)))
        .doesNotThrowAnyException();
  }

  private void breaks(Call call, Answer answer, String fault) {
    assertThatThrownBy(() -> check.accept(call, answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("breaks the contract")
        .satisfies(
            error ->
                assertThat(error.getMessage().split("breaks the contract:", 2)[1]).contains(fault));
  }

  private static Answer user(String body) {
    return with(answer(200, "application/json", body), "ETag", "\"1\"");
  }

  private static Answer problem(int status, String body) {
    return answer(status, "application/problem+json", body);
  }

  private static Answer answer(int status, String type, String body) {
    return new Answer(
        status, headers(Map.of("Content-Type", type, "X-Request-Id", "request-1")), body);
  }

  private static Answer with(Answer answer, String header, String value) {
    var headers = new TreeMap<String, String>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.put(header, value);
    return new Answer(answer.status(), headers(headers), answer.body());
  }

  private static HttpHeaders headers(Map<String, String> headers) {
    var lists = new TreeMap<String, List<String>>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return HttpHeaders.of(lists, (name, value) -> !value.isEmpty());
  }
}
