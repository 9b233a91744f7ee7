package users.infrastructure;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Stores events in one statement, which is its own transaction: one round trip and one flush,
 * however many they are.
 */
final class JournalInsert {
  private static final String SQL =
      "INSERT INTO event_journal ("
          + StoredEvent.COLUMNS
          + ") SELECT * FROM unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[],"
          + " ?::integer[], ?::text[], ?::bytea[])";

  /** Each element has the events of one entity, of which all or none are to be stored. */
  static List<Done> execute(Connection connection, List<List<StoredEvent>> writes)
      throws SQLException {
    insert(connection, writes.stream().flatMap(List::stream).toList());
    return Collections.nCopies(writes.size(), Done.getInstance());
  }

  private static void insert(Connection connection, List<StoredEvent> events) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SQL)) {
      set(insert, 1, "text", events, StoredEvent::persistenceId);
      set(insert, 2, "bigint", events, StoredEvent::sequenceNumber);
      set(insert, 3, "text", events, StoredEvent::writer);
      set(insert, 4, "bigint", events, StoredEvent::writtenAt);
      set(insert, 5, "text", events, StoredEvent::adapterManifest);
      set(insert, 6, "integer", events, StoredEvent::serializerId);
      set(insert, 7, "text", events, StoredEvent::serializerManifest);
      byte[][] payloads =
          events.stream().map(e -> e.payload().toArrayUnsafe()).toArray(byte[][]::new);
      insert.setArray(8, connection.createArrayOf("bytea", payloads));
      insert.executeUpdate();
    }
  }

  private static void set(
      PreparedStatement insert,
      int index,
      String type,
      List<StoredEvent> events,
      Function<StoredEvent, Object> column)
      throws SQLException {
    Object[] values = events.stream().map(column).toArray();
    insert.setArray(index, insert.getConnection().createArrayOf(type, values));
  }

  private JournalInsert() {}
}
