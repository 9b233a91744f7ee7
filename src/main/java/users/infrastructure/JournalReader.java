package users.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads back the events of one entity. */
final class JournalReader {
  private static final String PAGE =
      "SELECT "
          + StoredEvent.COLUMNS
          + " FROM event_journal WHERE persistence_id = ? AND sequence_number BETWEEN ? AND ?"
          + " AND NOT deleted ORDER BY sequence_number LIMIT ?";
  private static final String HIGHEST =
      "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = ?"
          + " AND sequence_number >= ?";
  private static final String DELETE =
      "UPDATE event_journal SET deleted = true WHERE persistence_id = ? AND sequence_number <= ?";

  static List<StoredEvent> page(
      Connection connection, String persistenceId, long from, long to, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(PAGE)) {
      select.setString(1, persistenceId);
      select.setLong(2, from);
      select.setLong(3, to);
      select.setInt(4, limit);
      try (ResultSet rows = select.executeQuery()) {
        var events = new ArrayList<StoredEvent>();
        while (rows.next()) {
          events.add(StoredEvent.of(rows, 1));
        }
        return events;
      }
    }
  }

  /** The highest sequence number from {@code from} on; 0 if there is none. */
  static long highest(Connection connection, String persistenceId, long from) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HIGHEST)) {
      select.setString(1, persistenceId);
      select.setLong(2, from);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Marks events as deleted; the rows stay, so that their numbers are never used again. */
  static void delete(Connection connection, String persistenceId, long to) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(DELETE)) {
      update.setString(1, persistenceId);
      update.setLong(2, to);
      update.executeUpdate();
    }
  }

  private JournalReader() {}
}
