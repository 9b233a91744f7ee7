package users.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.TestDatabase;

class RequestTimeoutIT {

  @Test
  void whatIsNotAnsweredInTimeIsAProblemThatMayPass() throws SQLException {
    try (TestDatabase database = TestDatabase.create();
        TestService impatient =
            TestService.start(database, "akka.http.server.request-timeout = 1s")) {
      String path = created(impatient).header("Location");

      Answer late = withLockedJournal(database, () -> impatient.send(rename(path)));

      assertThat(late.outcome()).isEqualTo("503 UNAVAILABLE");
      assertThat(late.text("detail")).isEqualTo("Not answered in time");
      assertThat(Integer.parseInt(late.header("Retry-After"))).isPositive();
      assertThat(late.header("X-Request-Id")).isEqualTo("r-1");
      assertThat(late.header("Cache-Control")).isEqualTo("no-store");
      assertThat(late.header("Connection")).isEqualTo("close");
    }
  }

  /** The first create of a JVM may itself take longer than a second. */
  private static Answer created(TestService impatient) {
    return await()
        .until(
            () -> impatient.send(Call.post("/v1/users", TestUsers.profile())),
            answer -> answer.status() == 201);
  }

  private static Answer withLockedJournal(TestDatabase database, Supplier<Answer> call)
      throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE event_journal IN EXCLUSIVE MODE");
      return call.get();
    }
  }

  private static Call rename(String path) {
    return Call.patch(path, "{\"lastName\":\"Li\"}").with("X-Request-Id", "r-1");
  }
}
