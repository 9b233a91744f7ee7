package users.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestClient;
import users.TestService;
import users.infrastructure.TestDatabase;
import users.security.Issuer;

/**
 * Each operation refuses strangers, those who may not and those who ask too much, as documented.
 */
class GateContractIT {
  private static final Contract contract = Contract.ours();
  private static final Calls calls = new Calls(contract);
  private static final Issuer issuer = new Issuer("k1");
  private static TestDatabase database;

  private final ContractCheck check = new ContractCheck();

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void whoIsUnknownOrMayNot() {
    String nothing = issuer.token("somebody", "other");
    try (TestService service = TestService.start(database, issuer.settings())) {
      TestClient client = checked(service);
      for (Operation operation : contract.operations()) {
        Call call = calls.of(operation, Map.of());
        Answer stranger = client.send(call);
        Answer known = client.send(call.with("Authorization", "Bearer " + nothing));

        boolean open = operation.scopes().isEmpty();
        assertThat(stranger.status() == 401).as(operation.id()).isEqualTo(!open);
        assertThat(known.status() == 403).as(operation.id()).isEqualTo(!open);
      }
    }
    assertThat(exercised(401, 403)).isEqualTo(documented(401, 403));
  }

  @Test
  void whoAsksTooMuch() {
    String all = issuer.token("somebody", "users:read users:write users:admin");
    try (TestService service =
        TestService.start(
            database,
            String.join("\n", issuer.settings()),
            "users.http.rate-limit { requests = 1, per = 1h }")) {
      TestClient client = checked(service);
      client.send(Call.get("/v1/system").with("Authorization", "Bearer " + all));
      client.send(Call.get("/problems"));
      for (Operation operation : contract.operations()) {
        Call call = calls.of(operation, Map.of()).with("Authorization", "Bearer " + all);

        assertThat(client.send(call).outcome())
            .as(operation.id())
            .isEqualTo("429 TOO_MANY_REQUESTS");
      }
    }
    assertThat(exercised(429)).isEqualTo(documented(429));
  }

  private TestClient checked(TestService service) {
    return new TestClient(URI.create("http://127.0.0.1:" + service.port()), check);
  }

  private Set<String> exercised(Integer... statuses) {
    return check.exercised().stream()
        .filter(one -> Stream.of(statuses).anyMatch(status -> one.endsWith(" " + status)))
        .collect(toSet());
  }

  private static Set<String> documented(Integer... statuses) {
    return Stream.of(statuses)
        .flatMap(
            status ->
                contract.operations().stream()
                    .filter(operation -> operation.hasStatus(status))
                    .map(operation -> operation.id() + " " + status))
        .collect(toSet());
  }
}
