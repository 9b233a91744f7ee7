package users.ops;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.http.javadsl.ServerBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.Answer;
import users.Call;
import users.TestClient;
import users.TestService;
import users.TestUsers;
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

  @Test
  void aRebuildMendsTheReadSide() {
    String path = TestUsers.path(TestUsers.create(service));
    String email = service.send(Call.get(path)).text("email");
    TestUsers.found(service, email);
    database.execute("UPDATE user_view_1 SET first_name = 'wrong'");

    Answer answer = management().send(Call.post("/projections/user-view-1/rebuild"));

    assertThat(answer.status()).isEqualTo(202);
    await()
        .until(() -> TestUsers.found(service, email).path("firstName").textValue().equals("Ann"));
    await()
        .until(
            () ->
                management()
                    .send(Call.get("/projections/user-view-1/rebuild"))
                    .text("rebuild")
                    .equals("done"));
  }

  @Test
  void onlyWhatCanBeRebuiltIsAndNotByABrowser() {
    Call rebuild = Call.post("/projections/user-view-1/rebuild");

    assertThat(management().send(Call.post("/projections/welcome/rebuild")).status())
        .isEqualTo(404);
    assertThat(management().send(rebuild.with("Origin", "http://127.0.0.1")).status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"/alive,200", "/metrics,200", "/projections,200", "/nothing,404"})
  void everyAnswerHasTheSecurityHeaders(String path, int status) {
    Answer answer = management().send(Call.get(path));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
  }

  @Test
  void aLoadBalancerThatNamesNoHostIsAnswered() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write("GET /alive HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

      assertThat(socket.getInputStream().readAllBytes()).asString(US_ASCII).contains(" 200 OK\r\n");
    }
  }

  private static TestClient management() {
    return new TestClient(URI.create("http://127.0.0.1:" + port()), (call, answer) -> {});
  }

  private static int port() {
    return binding.localAddress().getPort();
  }
}
