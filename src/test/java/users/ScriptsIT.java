package users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.Scripts.Outcome;

@Tag("alone")
class ScriptsIT {
  private static final String ANN =
      """
      {"firstName": "Ann", "lastName": "Lee", "email": "ann@example.com"}
      """;

  private Scripts scripts;

  @BeforeEach
  void copyTheTree(@TempDir Path tree) throws IOException {
    scripts = Scripts.in(tree);
  }

  @AfterEach
  void stop() {
    scripts.close();
  }

  @Test
  void brings_back_what_was_killed_with_all_that_was_answered_and_leaves_nothing_when_it_stops() {
    assertThat(scripts.up(1).code()).isZero();
    List<ProcessHandle> first = scripts.processes();
    Answer created = answer(1, Call.post("/v1/users", ANN), 201);

    assertThat(scripts.up(1).code()).isZero();
    assertThat(scripts.processes()).hasSize(2).isEqualTo(first);

    first.forEach(ProcessHandle::destroyForcibly);
    awaitEnd(first);
    assertThat(scripts.up(2).code()).isZero();
    List<ProcessHandle> second = scripts.processes();
    assertThat(second).hasSize(3);

    Call get = Call.get("/v1/users/" + created.text("userId"));
    assertThat(whoIs(answer(1, get, 200))).isEqualTo(whoIs(created));
    assertThat(whoIs(answer(2, get, 200))).isEqualTo(whoIs(created));

    assertThat(scripts.down().code()).isZero();
    awaitEnd(second);
    assertThat(scripts.down()).isEqualTo(new Outcome(0, "Nothing runs.\n"));
  }

  @Test
  void a_used_port_is_told_in_one_line_and_nothing_is_left() throws IOException {
    int port = scripts.port("USERS_HTTP_PORT");
    try (ServerSocket used = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(scripts.up(1))
          .isEqualTo(
              new Outcome(
                  1, "users: HTTP port " + used.getLocalPort() + " is used by another program\n"));
    }
    assertThat(scripts.processes()).isEmpty();
  }

  @Test
  void a_wrong_setting_is_told_in_one_line_and_nothing_is_left() {
    Outcome outcome = scripts.up(1, "DATABASE_URL=mysql://somewhere");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.output().lines())
        .singleElement()
        .asString()
        .startsWith("users: node 1 ended: cannot start: users.database.url");
    assertThat(scripts.processes()).isEmpty();
  }

  @Test
  void no_threads_to_work_with_is_told_in_one_line() {
    Outcome outcome = scripts.up(1, "USERS_THREADS=0");

    assertThat(outcome.output().lines())
        .singleElement()
        .asString()
        .contains("users.threads", "must be 1 or more, not 0");
    assertThat(scripts.processes()).isEmpty();
  }

  @Test
  void a_wrong_number_is_told_in_one_line() {
    assertThat(scripts.up(0))
        .isEqualTo(
            new Outcome(1, "users: scripts/up.sh takes a number of nodes from 1 to 9, not '0'\n"));
  }

  /** Without what the welcome changes. */
  private static List<String> whoIs(Answer user) {
    return Stream.of("userId", "firstName", "lastName", "email", "createdAt")
        .map(user::text)
        .toList();
  }

  /** Once the machine is done with starting nodes, which may take all of it. */
  private Answer answer(int node, Call call, int status) {
    return await()
        .until(() -> scripts.client(node).send(call), answer -> answer.status() == status);
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    await().until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }
}
