package users.infrastructure;

import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database's tables up to date, before anything else starts. */
public final class Schema {
  private static final Logger log = LoggerFactory.getLogger(Schema.class);
  private static final long RETRY_MILLIS = 250;

  /**
   * Waits until the database answers, warns if it may {@linkplain Durability lose} what it has
   * answered, then applies what is missing of {@code db/migration}. Several nodes may do so at
   * once: one migrates, the others wait.
   *
   * @param usersDatabase the settings under {@code users.database}
   */
  public static void migrate(Config usersDatabase) {
    DatabaseUrl url = DatabaseUrl.of(usersDatabase);
    awaitDatabase(usersDatabase, url);
    Flyway.configure()
        .dataSource(url.jdbcUrl(), url.user(), url.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static void awaitDatabase(Config usersDatabase, DatabaseUrl url) {
    long deadline = System.nanoTime() + usersDatabase.getDuration("start-timeout").toNanos();
    for (boolean first = true; ; first = false) {
      try (Connection connection = Database.connect(usersDatabase, "users-schema")) {
        Durability.check(connection);
        return;
      } catch (SQLException e) {
        if (isFinal(e) || System.nanoTime() > deadline) {
          throw new IllegalStateException("No database for " + url + ": " + e.getMessage(), e);
        }
        if (first) {
          log.info("Waiting for the database of {}: {}", url, e.getMessage());
        }
        pause();
      }
    }
  }

  /** Wrong login (class 28) or no such database (3D000): waiting does not mend it. */
  private static boolean isFinal(SQLException e) {
    String state = e.getSQLState();
    return state != null && (state.startsWith("28") || state.equals("3D000"));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the database", e);
    }
  }

  private Schema() {}
}
