package users.infrastructure;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

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
      var columns = new ArrayParameters<>(insert, events);
      columns.set(1, "text", StoredEvent::persistenceId);
      columns.set(2, "bigint", StoredEvent::sequenceNumber);
      columns.set(3, "text", StoredEvent::writer);
      columns.set(4, "bigint", StoredEvent::writtenAt);
      columns.set(5, "text", StoredEvent::adapterManifest);
      columns.set(6, "integer", StoredEvent::serializerId);
      columns.set(7, "text", StoredEvent::serializerManifest);
      byte[][] payloads =
          events.stream().map(e -> e.payload().toArrayUnsafe()).toArray(byte[][]::new);
      insert.setArray(8, connection.createArrayOf("bytea", payloads));
      insert.executeUpdate();
    }
  }

  private JournalInsert() {}
}
