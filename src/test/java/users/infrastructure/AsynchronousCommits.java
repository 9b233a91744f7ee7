package users.infrastructure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What a server has answered without waiting for its disk. */
public final class AsynchronousCommits {

  /** For up to ten seconds instead of half a one, so that a kill of the server takes them back. */
  public static void keepInMemory(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET wal_writer_delay = '10s'");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  private AsynchronousCommits() {}
}
