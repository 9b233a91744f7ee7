package users.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database has a commit on its disk when it answers it. All that is promised relies on
 * that: a crash would take back what clients were told, and what projections have passed over.
 */
final class Durability {
  private static final Logger log = LoggerFactory.getLogger(Durability.class);

  private static final String SWITCHED_OFF =
      "SELECT name FROM pg_settings"
          + " WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
          + " AND setting = 'off' ORDER BY name";

  /** Warns of settings of the server, the database or the role that are off. */
  static void check(Connection connection) throws SQLException {
    List<String> off = switchedOff(connection);
    if (!off.isEmpty()) {
      log.warn("A crash of the database can lose what was acknowledged: {} is off", off);
    }
  }

  static List<String> switchedOff(Connection connection) throws SQLException {
    var names = new ArrayList<String>();
    try (PreparedStatement query = connection.prepareStatement(SWITCHED_OFF);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private Durability() {}
}
