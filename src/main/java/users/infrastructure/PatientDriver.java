package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Connects as soon as the database is there again, for the pools: after a failure HikariCP waits
 * twice as long each time, up to 5 s, which is most of what clients are promised after an outage.
 */
public final class PatientDriver extends Driver {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** After that the pool is told why; it then tries anew. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Override
  public Connection connect(String url, Properties settings) throws SQLException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return super.connect(url, settings);
      } catch (SQLException e) {
        pause(end, e);
      }
    }
  }

  private static void pause(Instant end, SQLException failure) throws SQLException {
    if (Instant.now().isAfter(end)) {
      throw failure;
    }
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
