package users.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import users.domain.User;

/** The events of one user, and what they add up to. */
final class UserStream {
  private static final String SELECT =
      "SELECT "
          + EventRows.COLUMNS
          + " FROM event_journal WHERE persistence_id = ? AND sequence_number > ?"
          + " AND sequence_number <= ? ORDER BY sequence_number LIMIT ?";

  private final EventRows rows;

  UserStream(EventRows rows) {
    this.rows = rows;
  }

  List<JournalEvent> history(Connection connection, String userId, long afterVersion, int limit)
      throws SQLException {
    return read(connection, userId, afterVersion, Long.MAX_VALUE, limit);
  }

  /** After the last event up to this version; empty if there is none. */
  Optional<Snapshot> at(Connection connection, String userId, long version) throws SQLException {
    return fold(read(connection, userId, 0, version, Integer.MAX_VALUE), event -> true);
  }

  /** After the last event decided up to this time; empty if there is none. */
  Optional<Snapshot> at(Connection connection, String userId, Instant time) throws SQLException {
    return fold(
        read(connection, userId, 0, Long.MAX_VALUE, Integer.MAX_VALUE),
        event -> !event.event().metadata().at().isAfter(time));
  }

  private List<JournalEvent> read(
      Connection connection, String userId, long after, long upTo, int limit) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setString(1, EventRows.persistenceId(userId));
      query.setLong(2, after);
      query.setLong(3, upTo);
      query.setInt(4, limit);
      return rows.read(query);
    }
  }

  /** Stops at the first event that is too late: versions, not clocks, order a user's events. */
  private static Optional<Snapshot> fold(
      List<JournalEvent> events, Predicate<JournalEvent> included) {
    Snapshot snapshot = new Snapshot(new User.Absent(), 0);
    for (JournalEvent event : events) {
      if (!included.test(event)) {
        break;
      }
      snapshot = new Snapshot(snapshot.user().after(event.event()), event.version());
    }
    return Optional.of(snapshot).filter(found -> found.version() > 0);
  }
}
