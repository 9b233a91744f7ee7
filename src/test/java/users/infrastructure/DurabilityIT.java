package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DurabilityIT {

  /** The tests' server has these two off, for speed. */
  @Test
  void whatIsOffForTheSessionIsNamed() throws SQLException {
    try (TestDatabase test = TestDatabase.createEmpty();
        Connection connection = test.connection();
        Statement statement = connection.createStatement()) {
      assertThat(Durability.switchedOff(connection)).containsExactly("fsync", "synchronous_commit");

      statement.execute("SET synchronous_commit = remote_apply");
      assertThat(Durability.switchedOff(connection)).containsExactly("fsync");
    }
  }
}
