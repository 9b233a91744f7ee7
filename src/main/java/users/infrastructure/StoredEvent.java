package users.infrastructure;

import akka.actor.ActorRef;
import akka.persistence.PersistentRepr;
import akka.serialization.Serialization;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import akka.util.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A row of the journal, as the persistence plugin lays it down. */
record StoredEvent(
    String persistenceId,
    long sequenceNumber,
    String writer,
    long writtenAt,
    String adapterManifest,
    int serializerId,
    String serializerManifest,
    ByteString payload) {

  static final String COLUMNS =
      "persistence_id, sequence_number, writer, write_timestamp, adapter_manifest, event_ser_id,"
          + " event_ser_manifest, event_payload";

  static StoredEvent of(PersistentRepr event, Serialization serialization) {
    Object payload = event.payload();
    Serializer serializer = serialization.findSerializerFor(payload);
    return new StoredEvent(
        event.persistenceId(),
        event.sequenceNr(),
        event.writerUuid(),
        event.timestamp(),
        event.manifest(),
        serializer.identifier(),
        Serializers.manifestFor(serializer, payload),
        ByteString.fromArrayUnsafe(serialization.serialize(payload).get()));
  }

  /**
   * @param first the column with which {@link #COLUMNS} begin
   */
  static StoredEvent of(ResultSet row, int first) throws SQLException {
    return new StoredEvent(
        row.getString(first),
        row.getLong(first + 1),
        row.getString(first + 2),
        row.getLong(first + 3),
        row.getString(first + 4),
        row.getInt(first + 5),
        row.getString(first + 6),
        ByteString.fromArrayUnsafe(row.getBytes(first + 7)));
  }

  PersistentRepr toPersistent(Serialization serialization) {
    Object event =
        serialization.deserialize(payload.toArrayUnsafe(), serializerId, serializerManifest).get();
    return PersistentRepr.apply(
            event,
            sequenceNumber,
            persistenceId,
            adapterManifest,
            false,
            ActorRef.noSender(),
            writer)
        .withTimestamp(writtenAt);
  }
}
