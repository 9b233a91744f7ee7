package users.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import users.faults.Writers.Acknowledged;

/** What must be true of the journal and the read side after whatever happened. */
final class JournalCheck {
  private static final String EVENTS =
      "SELECT substr(persistence_id, 6), sequence_number,"
          + " convert_from(event_payload, 'UTF8')::json->>'lastName' FROM event_journal";
  private static final String DOUBLED =
      "SELECT count(*) FROM (SELECT convert_from(event_payload, 'UTF8')::json->>'commandId'"
          + " FROM event_journal GROUP BY 1 HAVING count(*) > 1) AS doubled";
  private static final String GAPS =
      "SELECT count(*) FROM (SELECT persistence_id FROM event_journal GROUP BY 1"
          + " HAVING max(sequence_number) <> count(*)) AS gaps";
  private static final String BEHIND =
      "SELECT count(*) FROM (SELECT substr(persistence_id, 6) AS id, max(sequence_number) AS version"
          + " FROM event_journal GROUP BY 1) AS j"
          + " LEFT JOIN user_view v ON v.user_id::text = j.id WHERE v.version IS DISTINCT FROM j.version";

  private static final String WELCOMED_AGAIN =
      "SELECT count(*) FROM (SELECT persistence_id FROM event_journal"
          + " WHERE convert_from(event_payload, 'UTF8')::json->>'type' = 'user-welcomed'"
          + " GROUP BY 1 HAVING count(*) > 1) AS again";
  private static final String NOT_WELCOMED = "SELECT count(*) FROM user_view WHERE NOT welcomed";
  private static final String SHARED_ADDRESSES =
      "SELECT count(*) FROM (SELECT email_key FROM user_view GROUP BY 1 HAVING count(*) > 1) AS s";
  private static final String WITHOUT_CLAIM =
      "SELECT count(*) FROM user_view v WHERE NOT EXISTS (SELECT FROM email_claim c"
          + " WHERE c.email = v.email_key AND c.user_id = v.user_id)";

  private record Change(String userId, long version) {}

  /**
   * Nothing acknowledged is lost, no command took effect twice, the read side has it all, everybody
   * was welcomed once, and each has an address that is claimed for nobody else.
   */
  static void everythingHolds(LocalCluster cluster, List<Acknowledged> acknowledged)
      throws SQLException {
    try (Connection connection = cluster.connection()) {
      var stored = stored(connection);
      var lost = new ArrayList<Acknowledged>();
      for (Acknowledged change : acknowledged) {
        if (!change.lastName().equals(stored.get(new Change(change.userId(), change.version())))) {
          lost.add(change);
        }
      }
      assertThat(lost).as("acknowledged, but not in the journal").isEmpty();
      assertThat(count(connection, DOUBLED)).as("commands stored twice").isZero();
      assertThat(count(connection, GAPS)).as("users with gaps").isZero();
      await("the read side is complete").until(() -> count(connection, BEHIND) == 0);
      await("all are welcomed").until(() -> count(connection, NOT_WELCOMED) == 0);
      assertThat(count(connection, WELCOMED_AGAIN)).as("users welcomed twice").isZero();
      assertThat(count(connection, SHARED_ADDRESSES)).as("addresses of two users").isZero();
      assertThat(count(connection, WITHOUT_CLAIM)).as("users without a claim").isZero();
    }
  }

  private static Map<Change, String> stored(Connection connection) throws SQLException {
    var stored = new HashMap<Change, String>();
    try (PreparedStatement query = connection.prepareStatement(EVENTS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        stored.put(new Change(row.getString(1), row.getLong(2)), row.getString(3));
      }
    }
    return stored;
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private JournalCheck() {}
}
