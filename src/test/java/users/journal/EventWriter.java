package users.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Stores events as the persistence plugin does, in whatever transaction a test has open. */
final class EventWriter {
  private static final String INSERT =
      "INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,"
          + " adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
          + " VALUES (?, ?, 'test', ?, '', 1001, '', ?)";

  static void store(Connection connection, String userId, long version) throws SQLException {
    store(connection, userId, version, version == 1 ? created(userId) : welcomed(version));
  }

  static void store(Connection connection, String userId, long version, String json)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, EventRows.persistenceId(userId));
      insert.setLong(2, version);
      insert.setLong(3, System.currentTimeMillis());
      insert.setBytes(4, json.getBytes(StandardCharsets.UTF_8));
      insert.executeUpdate();
    }
  }

  static String created(String userId) {
    return "{\"type\":\"user-created\",\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"email\":\""
        + userId
        + "@example.com\",\"at\":\"2026-01-01T12:00:01Z\",\"actor\":\"ann\",\"commandId\":\"c-1\"}";
  }

  static String welcomed(long version) {
    return "{\"type\":\"user-welcomed\",\"at\":\"2026-01-01T12:00:0"
        + Math.min(version, 9)
        + "Z\",\"actor\":\"system:welcome\",\"commandId\":\"w-"
        + version
        + "\"}";
  }

  private EventWriter() {}
}
