package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whether the database answers.
 *
 * @param roundTrip how long an empty question took; empty if there was no answer
 * @param version of the server; empty if there was no answer
 */
public record DatabasePulse(Optional<Duration> roundTrip, Optional<String> version) {
  private static final int SECONDS = 2;

  /** Asks the database through the pool. Never fails. */
  public static CompletionStage<DatabasePulse> of(Database database) {
    return database
        .call(DatabasePulse::take)
        .exceptionally(failure -> new DatabasePulse(Optional.empty(), Optional.empty()));
  }

  private static DatabasePulse take(Connection connection) throws SQLException {
    var version = connection.getMetaData().getDatabaseProductVersion();
    long started = System.nanoTime();
    if (!connection.isValid(SECONDS)) {
      throw new SQLException("The connection is not valid");
    }
    var roundTrip = Duration.ofNanos(System.nanoTime() - started);
    return new DatabasePulse(Optional.of(roundTrip), Optional.of("PostgreSQL " + version));
  }
}
