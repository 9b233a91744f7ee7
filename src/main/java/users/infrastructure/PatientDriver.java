package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Connects as soon as the database is there again, for the pools: after a failure HikariCP waits
 * twice as long each time, up to 5 s, which is most of what clients are promised after an outage.
 */
public final class PatientDriver extends Driver {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A minute, or longer if each takes its time; then the pool is told why, and tries anew. */
  private static final int ATTEMPTS = 300;

  @Override
  public Connection connect(String url, Properties settings) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return super.connect(url, settings);
      } catch (SQLException failure) {
        if (attempt == ATTEMPTS) {
          throw failure;
        }
        pause(failure);
      }
    }
  }

  private static void pause(SQLException failure) throws SQLException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
