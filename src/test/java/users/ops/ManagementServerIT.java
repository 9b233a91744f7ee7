package users.ops;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.ServerBinding;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.Answer;
import users.Call;
import users.TestClient;
import users.TestService;
import users.infrastructure.TestDatabase;

class ManagementServerIT {
  private static TestDatabase database;
  private static TestService service;
  private static ServerBinding binding;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    service = TestService.start(database, "akka.management.http.port = 0");
    binding = ManagementServer.start(service.system()).toCompletableFuture().join();
  }

  @AfterAll
  static void stop() {
    service.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"/alive,200", "/metrics,200", "/projections,200", "/nothing,404"})
  void everyAnswerHasTheSecurityHeaders(String path, int status) {
    int port = binding.localAddress().getPort();
    var client = new TestClient(URI.create("http://127.0.0.1:" + port), (call, answer) -> {});

    Answer answer = client.send(Call.get(path));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
  }
}
