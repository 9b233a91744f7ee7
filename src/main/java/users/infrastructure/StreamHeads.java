package users.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the next events of many entities in one statement. */
final class StreamHeads {
  /** One more than there are between two snapshots: what a recovery needs as a rule. */
  static final int LIMIT = 102;

  private static final String SQL =
      "SELECT asked.n, event.deleted, event."
          + StoredEvent.COLUMNS.replace(", ", ", event.")
          + """
           FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS asked (persistence_id, lowest, n)
          CROSS JOIN LATERAL (
            SELECT * FROM event_journal j
            WHERE j.persistence_id = asked.persistence_id AND j.sequence_number >= asked.lowest
            ORDER BY j.sequence_number LIMIT
          """
          + LIMIT
          + ") event ORDER BY asked.n, event.sequence_number";

  /** Of which entity, and from which sequence number on. */
  record Asked(String persistenceId, long from) {}

  /**
   * What is there, at most {@link #LIMIT} events.
   *
   * @param deleted whether some of them are marked as deleted
   */
  record Head(List<StoredEvent> events, boolean deleted) {

    /** Whether these are all there are. */
    boolean isWhole() {
      return events.size() < LIMIT;
    }

    long highest() {
      return events.isEmpty() ? 0 : events.get(events.size() - 1).sequenceNumber();
    }
  }

  static List<Head> read(Connection connection, List<Asked> asked) throws SQLException {
    List<Head> heads = new ArrayList<>();
    asked.forEach(each -> heads.add(new Head(new ArrayList<>(), false)));
    try (PreparedStatement select = connection.prepareStatement(SQL)) {
      Object[] ids = asked.stream().map(Asked::persistenceId).toArray();
      Object[] lowest = asked.stream().map(Asked::from).toArray();
      select.setArray(1, connection.createArrayOf("text", ids));
      select.setArray(2, connection.createArrayOf("bigint", lowest));
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          int index = rows.getInt(1) - 1;
          Head head = heads.get(index);
          head.events().add(StoredEvent.of(rows, 3));
          heads.set(index, new Head(head.events(), head.deleted() || rows.getBoolean(2)));
        }
      }
    }
    return heads;
  }

  private StreamHeads() {}
}
