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

  static StoredEvent of(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getString(1),
        row.getLong(2),
        row.getString(3),
        row.getLong(4),
        row.getString(5),
        row.getInt(6),
        row.getString(7),
        ByteString.fromArrayUnsafe(row.getBytes(8)));
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
