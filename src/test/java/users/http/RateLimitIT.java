package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestService;
import users.infrastructure.TestDatabase;
import users.security.Issuer;

class RateLimitIT {
  private static final Issuer ISSUER = new Issuer("k1");
  private static TestService service;

  @BeforeAll
  static void start() {
    service =
        TestService.start(
            TestDatabase.create(),
            String.join("\n", ISSUER.settings()),
            "users.http.rate-limit { requests = 3, per = 10m }");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void eachCallerHasALimitOfTheirOwn() {
    assertThat(get("ann").header("RateLimit-Policy")).isEqualTo("\"caller\";q=3;w=600");
    assertThat(get("ann").header("RateLimit")).startsWith("\"caller\";r=1;t=");
    assertThat(get("ann").header("RateLimit")).startsWith("\"caller\";r=0;t=");

    Answer refused = get("ann");

    assertThat(refused.outcome()).isEqualTo("429 TOO_MANY_REQUESTS");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 200L);
    assertThat(refused.header("RateLimit")).startsWith("\"caller\";r=0;t=");
    assertThat(get("bob").status()).isEqualTo(200);
  }

  @Test
  void whoHasNoTokenIsLimitedByAddress() {
    for (int i = 0; i < 3; i++) {
      assertThat(service.send(Call.get("/v1/users")).status()).isEqualTo(401);
    }
    assertThat(service.send(Call.get("/v1/users")).status()).isEqualTo(429);
    assertThat(get("carol").status()).isEqualTo(200);
  }

  @Test
  void whoIsRefusedForAnotherReasonLearnsWhatIsLeftToo() {
    Answer notFound = as("dave", Call.get("/v1/users/nobody"));
    Answer nowhere = as("dave", Call.get("/v1/nowhere"));
    Answer forbidden = as("dave", Call.delete("/v1/users/0199b0a4-7e1c-7c2e-9d1f-3b6f5a2c8e10"));

    assertThat(notFound.status()).isEqualTo(404);
    assertThat(notFound.header("RateLimit")).startsWith("\"caller\";r=2;t=");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.header("RateLimit")).startsWith("\"caller\";r=1;t=");
    assertThat(forbidden.status()).isEqualTo(403);
    assertThat(forbidden.header("RateLimit")).startsWith("\"caller\";r=0;t=");
    assertThat(forbidden.header("WWW-Authenticate")).contains("users:admin");
  }

  private static Answer get(String subject) {
    return as(subject, Call.get("/v1/users"));
  }

  private static Answer as(String subject, Call call) {
    return service.send(
        call.with("Authorization", "Bearer " + ISSUER.token(subject, "users:read")));
  }
}
