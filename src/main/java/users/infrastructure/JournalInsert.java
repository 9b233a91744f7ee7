package users.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Stores events in one statement, which is its own transaction: one round trip and one flush,
 * however many they are.
 *
 * @param <R> what some of them need to be stored
 */
final class JournalInsert<R> {
  private static final String INTO =
      "INSERT INTO event_journal (" + StoredEvent.COLUMNS + ") SELECT " + StoredEvent.COLUMNS;
  private static final String ARRAYS =
      "?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::integer[], ?::text[], ?::bytea[]";
  private static final String ALL =
      INTO + " FROM unnest(" + ARRAYS + ") AS e (" + StoredEvent.COLUMNS + ")";
  private static final String GRANTED =
      INTO
          + " FROM unnest("
          + ARRAYS
          + ", ?::boolean[]) AS e ("
          + StoredEvent.COLUMNS
          + ", needs) WHERE NOT needs OR persistence_id IN (SELECT persistence_id FROM granted)"
          + " RETURNING persistence_id";

  private final Reservations<R> reservations;

  JournalInsert(Reservations<R> reservations) {
    this.reservations = reservations;
  }

  /** The events of one entity, of which all or none are to be stored. */
  record Write<R>(List<StoredEvent> events, Optional<R> needed) {

    String persistenceId() {
      return events.get(0).persistenceId();
    }
  }

  private record Row(StoredEvent event, boolean needs) {}

  /** For each write whether it was stored, or what it needs is another's. */
  List<Boolean> execute(Connection connection, List<Write<R>> writes) throws SQLException {
    List<R> needed = writes.stream().flatMap(write -> write.needed().stream()).toList();
    List<Row> rows = writes.stream().flatMap(JournalInsert::rows).toList();
    if (needed.isEmpty()) {
      all(connection, rows);
      return Collections.nCopies(writes.size(), true);
    }
    Set<String> stored = granted(connection, needed, rows);
    return writes.stream().map(write -> stored.contains(write.persistenceId())).toList();
  }

  private static Stream<Row> rows(Write<?> write) {
    return write.events().stream().map(event -> new Row(event, write.needed().isPresent()));
  }

  private static void all(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ALL)) {
      bind(insert, 1, rows);
      insert.executeUpdate();
    }
  }

  /** The ids of the entities whose events were stored. */
  private Set<String> granted(Connection connection, List<R> needed, List<Row> rows)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("WITH " + reservations.sql() + " " + GRANTED)) {
      int first = reservations.bind(insert, needed) + 1;
      bind(insert, first, rows).set(first + 8, "boolean", Row::needs);
      var stored = new HashSet<String>();
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          stored.add(row.getString(1));
        }
      }
      return stored;
    }
  }

  private static ArrayParameters<Row> bind(PreparedStatement insert, int first, List<Row> rows)
      throws SQLException {
    var columns = new ArrayParameters<>(insert, rows);
    columns.set(first, "text", row -> row.event().persistenceId());
    columns.set(first + 1, "bigint", row -> row.event().sequenceNumber());
    columns.set(first + 2, "text", row -> row.event().writer());
    columns.set(first + 3, "bigint", row -> row.event().writtenAt());
    columns.set(first + 4, "text", row -> row.event().adapterManifest());
    columns.set(first + 5, "integer", row -> row.event().serializerId());
    columns.set(first + 6, "text", row -> row.event().serializerManifest());
    byte[][] payloads =
        rows.stream().map(row -> row.event().payload().toArrayUnsafe()).toArray(byte[][]::new);
    insert.setArray(first + 7, insert.getConnection().createArrayOf("bytea", payloads));
    return columns;
  }
}
