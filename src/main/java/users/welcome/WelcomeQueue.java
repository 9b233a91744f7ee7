package users.welcome;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Database;

/** The users to be welcomed, shared by all nodes. */
record WelcomeQueue(Database database, Duration longestDelay) {

  /** How long a node has for the users it takes, before another one does. */
  static final Duration LEASE = Duration.ofSeconds(30);

  /** How long a user waits who failed only because no mail could be sent at all. */
  private static final Duration WHILE_UNREACHABLE = Duration.ofSeconds(5);

  private static final String TAKE =
      """
      UPDATE welcome_queue SET next_attempt_at = now() + ? * interval '1 ms'
      WHERE user_id IN (
        SELECT user_id FROM welcome_queue
        WHERE NOT refused AND next_attempt_at <= now()
        ORDER BY next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)
      RETURNING user_id
      """;

  private static final String LATER =
      """
      UPDATE welcome_queue SET attempts = attempts + 1, last_error = ?,
        next_attempt_at = now() + least((attempts + 1) * 1000, ?) * interval '1 ms'
      WHERE user_id = ?::uuid
      """;

  /**
   * Some users whose time has come, or else how long it is until then.
   *
   * @param next empty if nobody waits
   */
  record Taken(List<String> userIds, Optional<Duration> next) {}

  CompletionStage<Done> add(Collection<String> userIds) {
    return forAll(
        "INSERT INTO welcome_queue (user_id) SELECT unnest(?::uuid[]) ON CONFLICT DO NOTHING",
        userIds);
  }

  CompletionStage<Done> remove(Collection<String> userIds) {
    return forAll("DELETE FROM welcome_queue WHERE user_id = ANY (?::uuid[])", userIds);
  }

  /** What was refused may be tried again: the address is another. */
  CompletionStage<Done> revive(Collection<String> userIds) {
    return forAll(
        "UPDATE welcome_queue SET refused = false, attempts = 0, next_attempt_at = now()"
            + " WHERE refused AND user_id = ANY (?::uuid[])",
        userIds);
  }

  CompletionStage<Taken> take(int atMost) {
    return database.call(
        connection -> {
          List<String> taken = take(connection, atMost);
          return taken.isEmpty()
              ? new Taken(taken, next(connection))
              : new Taken(taken, Optional.of(Duration.ZERO));
        });
  }

  CompletionStage<Done> later(String userId, String code) {
    return run(LATER, code, longestDelay.toMillis(), userId);
  }

  CompletionStage<Done> whenReachable(String userId, String code) {
    return run(
        "UPDATE welcome_queue SET last_error = ?, next_attempt_at = now() + ? * interval '1 ms'"
            + " WHERE user_id = ?::uuid",
        code,
        WHILE_UNREACHABLE.toMillis(),
        userId);
  }

  CompletionStage<Done> refuse(String userId, String code) {
    return run(
        "UPDATE welcome_queue SET refused = true, last_error = ? WHERE user_id = ?::uuid",
        code,
        userId);
  }

  private static List<String> take(Connection connection, int atMost) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
      statement.setLong(1, LEASE.toMillis());
      statement.setInt(2, atMost);
      try (ResultSet rows = statement.executeQuery()) {
        var userIds = new ArrayList<String>();
        while (rows.next()) {
          userIds.add(rows.getString(1));
        }
        return userIds;
      }
    }
  }

  private static Optional<Duration> next(Connection connection) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT (extract(epoch FROM min(next_attempt_at) - now()) * 1000)::bigint"
                    + " FROM welcome_queue WHERE NOT refused");
        ResultSet row = statement.executeQuery()) {
      row.next();
      long millis = row.getLong(1);
      return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }
  }

  private CompletionStage<Done> forAll(String sql, Collection<String> userIds) {
    return database.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", userIds.toArray()));
            statement.executeUpdate();
            return Done.done();
          }
        });
  }

  private CompletionStage<Done> run(String sql, Object... parameters) {
    return database.call(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
              statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
            return Done.done();
          }
        });
  }
}
