package users.journal;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import users.domain.UserEvent;

/** Turns rows of the journal into events. */
final class EventRows {
  static final String COLUMNS =
      "persistence_id, sequence_number, transaction_id, ordering, write_timestamp, slice,"
          + " event_ser_id, event_ser_manifest, event_payload";

  private static final String USER = "User|";

  private final Serialization serialization;

  EventRows(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  /** How the journal calls the stream of a user. */
  static String persistenceId(String userId) {
    return USER + userId;
  }

  /** All rows that the query finds, of which {@link #COLUMNS} are the first columns. */
  List<JournalEvent> read(PreparedStatement query) throws SQLException {
    var events = new ArrayList<JournalEvent>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        events.add(event(rows));
      }
    }
    return events;
  }

  /** The current row. */
  JournalEvent event(ResultSet row) throws SQLException {
    return new JournalEvent(
        row.getString(1).substring(USER.length()),
        row.getLong(2),
        new Position(row.getLong(3), row.getLong(4)),
        Instant.ofEpochMilli(row.getLong(5)),
        row.getInt(6),
        decoder(row.getInt(7), row.getString(8), row.getBytes(9)));
  }

  private Supplier<UserEvent> decoder(int serializerId, String manifest, byte[] payload) {
    return () -> (UserEvent) serialization.deserialize(payload, serializerId, manifest).get();
  }
}
