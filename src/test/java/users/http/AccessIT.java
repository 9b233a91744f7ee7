package users.http;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import users.Answer;
import users.Call;
import users.TestService;
import users.infrastructure.TestDatabase;
import users.security.Issuer;

/** Who may call what, over the whole route table. */
class AccessIT {
  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";
  private static final String OTHER = "00000000-0000-7000-8000-000000000001";
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  /** The scopes that open a route, self among them where it is one's own; none: open to all. */
  private static final Map<String, Set<String>> RULES =
      Map.ofEntries(
          entry("POST /v1/users", Set.of("users:write")),
          entry("GET /v1/users", Set.of("users:read")),
          entry("GET /v1/users/{userId}", Set.of("users:read", "users:self")),
          entry("PUT /v1/users/{userId}", Set.of("users:write", "users:self")),
          entry("PATCH /v1/users/{userId}", Set.of("users:write", "users:self")),
          entry("DELETE /v1/users/{userId}", Set.of("users:admin")),
          entry("GET /v1/users/{userId}/events", Set.of("users:read", "users:self")),
          entry("POST /v1/users/{userId}/suspend", Set.of("users:write")),
          entry("POST /v1/users/{userId}/reactivate", Set.of("users:write")),
          entry("GET /v1/events", Set.of("users:admin")),
          entry("GET /v1/system", Set.of("users:admin")),
          entry("GET /", Set.of()),
          entry("GET /console/{file}", Set.of()),
          entry("GET /openapi.yaml", Set.of()),
          entry("GET /openapi.json", Set.of()),
          entry("GET /asyncapi.yaml", Set.of()),
          entry("GET /api", Set.of()),
          entry("GET /api/{asset}", Set.of()),
          entry("GET /problems", Set.of()),
          entry("GET /problems/{name}", Set.of()));

  private static final Issuer ISSUER = new Issuer("k1");
  private static final String ALL = "users:read users:write users:admin users:self";
  private static TestService service;

  @BeforeAll
  static void start() {
    service = TestService.start(TestDatabase.create(), ISSUER.settings());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @TestFactory
  List<DynamicTest> everyRoute() {
    var tests = new ArrayList<DynamicTest>();
    for (Endpoint endpoint :
        Api.endpoints(service.system(), null, null, null, null, Clock.systemUTC())) {
      String route = endpoint.method() + " " + endpoint.path();
      tests.add(DynamicTest.dynamicTest(route, () -> check(endpoint, route)));
    }
    return tests;
  }

  private static void check(Endpoint endpoint, String route) {
    assertThat(RULES).as("every route has a rule here").containsKey(route);
    Set<String> opening = RULES.get(route);
    var call =
        new Call(
            endpoint.method(),
            endpoint.path().replace("{userId}", NOBODY).replaceAll("\\{.*}", "none"));
    if (opening.isEmpty()) {
      assertThat(service.send(call).status()).isNotIn(REFUSED);
      return;
    }
    assertThat(service.send(call).outcome()).isEqualTo("401 UNAUTHENTICATED");
    for (String token : invalid()) {
      assertThat(send(call, token).outcome()).isEqualTo("401 UNAUTHENTICATED");
    }
    for (String scope : List.of("users:read", "users:write", "users:admin", "other")) {
      boolean may = opening.contains(scope);
      assertThat(send(call, ISSUER.token(OTHER, scope)))
          .as(scope)
          .matches(answer -> isLetIn(answer) == may);
      assertThat(send(call, ISSUER.token(NOBODY, scope)))
          .as("the user's own token with " + scope)
          .matches(answer -> isLetIn(answer) == may);
    }
    boolean self = opening.contains("users:self");
    assertThat(send(call, ISSUER.token(NOBODY, "users:self")))
        .as("self")
        .matches(answer -> isLetIn(answer) == self);
    assertThat(send(call, ISSUER.token(OTHER, "users:self")))
        .as("another's self")
        .matches(answer -> !isLetIn(answer));
  }

  private static boolean isLetIn(Answer answer) {
    if (!REFUSED.contains(answer.status())) {
      return true;
    }
    assertThat(answer.outcome()).isEqualTo("403 FORBIDDEN");
    assertThat(answer.header("WWW-Authenticate")).contains("error=\"insufficient_scope\", scope=");
    return false;
  }

  private static List<String> invalid() {
    var expired = ISSUER.claims(NOBODY, ALL).expirationTime(Issuer.fromNow(Duration.ofHours(-1)));
    var elsewhere = ISSUER.claims(NOBODY, ALL).audience("orders");
    return List.of(
        new Issuer("k1").token(NOBODY, ALL),
        ISSUER.sign(expired.build()),
        ISSUER.sign(elsewhere.build()),
        ISSUER.token("system:welcome", ALL),
        "rubbish");
  }

  @Test
  void saysHowToGetIn() {
    assertThat(service.send(Call.get("/v1/users")).header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"users\"");
    assertThat(send(Call.get("/v1/users"), "rubbish").header("WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"users\", error=\"invalid_token\", error_description=\"The token is malformed\"");
  }

  @Test
  void tellsStrangersNothingAboutWhatIsThere() {
    assertThat(service.send(Call.get("/v1/nothing")).outcome()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(service.send(Call.delete("/v1/users")).outcome()).isEqualTo("401 UNAUTHENTICATED");
    assertThat(send(Call.get("/v1/nothing"), ISSUER.token("ann", "")).status()).isEqualTo(404);
    assertThat(send(Call.delete("/v1/users"), ISSUER.token("ann", "")).status()).isEqualTo(405);
  }

  @Test
  void refusesATokenThatIsLongerThanAHeader() {
    assertThat(send(Call.get("/v1/users"), "x".repeat(100_000)).status()).isIn(431, 401);
  }

  /** Everyone their own user, and the journal says who it was. */
  @Test
  void letsUsersReadAndEditThemselves() {
    Answer created =
        send(
            Call.post(
                "/v1/users",
                "{\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"email\":\"ann@example.com\"}"),
            ISSUER.token("registration", "users:write"));
    String userId = created.text("userId");
    String self = ISSUER.token(userId, "users:self");
    String path = "/v1/users/" + userId;

    Answer changed = send(Call.patch(path, "{\"lastName\":\"Poe\"}"), self);
    Answer history = send(Call.get(path + "/events"), self);

    assertThat(changed.text("lastName")).isEqualTo("Poe");
    assertThat(history.json().findValuesAsText("actor"))
        .contains("registration", userId)
        .doesNotContain("anonymous");
    assertThat(send(Call.delete(path), self).status()).isEqualTo(403);
    assertThat(
            send(
                    Call.get(
                        path.toUpperCase(java.util.Locale.ROOT).replace("/V1/USERS", "/v1/users")),
                    self)
                .status())
        .isEqualTo(200);
  }

  @Test
  void everyAnswerIsMarkedForBrowsers() {
    for (Answer answer :
        List.of(
            service.send(Call.get("/v1/users")),
            send(Call.get("/v1/users"), ISSUER.token("ann", ALL)),
            service.send(Call.get("/api")))) {
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  private static Answer send(Call call, String token) {
    return service.send(call.with("Authorization", "Bearer " + token));
  }
}
