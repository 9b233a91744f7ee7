package users.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where the projections stand and which are paused, read from Akka Projection's own tables: true
 * also when the projection itself is dead.
 *
 * @param offsets by part
 * @param paused the parts that someone paused
 */
public record ProjectionTable(
    Map<ProjectionTable.Part, String> offsets, Set<ProjectionTable.Part> paused) {

  /**
   * One part of a projection.
   *
   * @param key tells the parts of a projection apart
   */
  public record Part(String name, String key) {}

  /** What the tables say now. */
  public static ProjectionTable read(Connection connection) throws SQLException {
    return new ProjectionTable(offsets(connection), paused(connection));
  }

  private static Map<Part, String> offsets(Connection connection) throws SQLException {
    var offsets = new HashMap<Part, String>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT projection_name, projection_key, current_offset"
                    + " FROM akka_projection_offset_store");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        offsets.put(new Part(row.getString(1), row.getString(2)), row.getString(3));
      }
    }
    return offsets;
  }

  private static Set<Part> paused(Connection connection) throws SQLException {
    var paused = new HashSet<Part>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT projection_name, projection_key FROM akka_projection_management"
                    + " WHERE paused");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        paused.add(new Part(row.getString(1), row.getString(2)));
      }
    }
    return paused;
  }
}
