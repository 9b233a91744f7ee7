package users.view;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import users.journal.SliceRange;

/**
 * Counts the events that the projection has still to process, from its stored offsets, so for all
 * nodes. Where a range had nothing to do since it was last asked about, the count starts at what
 * was known then: the offset of a range that is idle stays behind, however busy others are.
 */
final class LagReader {
  private static final String SQL =
      """
      SELECT range.name, o.current_offset, behind.events, behind.since,
             pg_snapshot_xmin(pg_current_snapshot())::text
      FROM unnest(?, ?, ?, ?, ?) AS range (name, slice_from, slice_to, offset_then, checked)
      LEFT JOIN akka_projection_offset_store o
        ON o.projection_name = ? AND o.projection_key = range.name
      CROSS JOIN LATERAL (
        SELECT CASE WHEN o.current_offset = range.offset_then THEN range.checked
                    ELSE coalesce(o.current_offset, '0-0') END AS position) start
      CROSS JOIN LATERAL (
        SELECT count(*) AS events, min(write_timestamp) AS since
        FROM (SELECT write_timestamp FROM event_journal
              WHERE slice BETWEEN range.slice_from AND range.slice_to
                AND (transaction_id, ordering)
                  > (split_part(start.position, '-', 1)::xid8,
                     split_part(start.position, '-', 2)::bigint)
              ORDER BY transaction_id, ordering LIMIT 1001) event) behind
      """;

  /** Up to which position a range had no more events, when its offset was this. */
  private record Idle(String offset, String checked) {
    static final Idle NEVER = new Idle("", "");
  }

  private final String projection;
  private final List<SliceRange> ranges;
  private final Clock clock;
  private final Map<String, Idle> idle = new ConcurrentHashMap<>();

  LagReader(String projection, List<SliceRange> ranges, Clock clock) {
    this.projection = projection;
    this.ranges = ranges;
    this.clock = clock;
  }

  /** As it is now. */
  Lag read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SQL)) {
      List<Idle> known =
          ranges.stream().map(range -> idle.getOrDefault(range.name(), Idle.NEVER)).toList();
      statement.setArray(
          1, array(connection, "text", ranges.stream().map(SliceRange::name).toList()));
      statement.setArray(
          2, array(connection, "int", ranges.stream().map(SliceRange::from).toList()));
      statement.setArray(3, array(connection, "int", ranges.stream().map(SliceRange::to).toList()));
      statement.setArray(4, array(connection, "text", known.stream().map(Idle::offset).toList()));
      statement.setArray(5, array(connection, "text", known.stream().map(Idle::checked).toList()));
      statement.setString(6, projection);
      return sum(statement.executeQuery());
    }
  }

  private Lag sum(ResultSet rows) throws SQLException {
    long events = 0;
    long now = clock.millis();
    long since = now;
    while (rows.next()) {
      events += rows.getLong("events");
      if (rows.getLong("events") == 0) {
        remember(rows.getString(1), rows.getString(2), rows.getString(5));
      } else {
        since = Math.min(since, rows.getLong("since"));
      }
    }
    return new Lag((now - since) / 1000.0, events);
  }

  /** Whatever is committed later has a transaction id of at least {@code xmin}. */
  private void remember(String range, String offset, String xmin) {
    if (offset != null) {
      idle.put(range, new Idle(offset, xmin + "-0"));
    }
  }

  private static Array array(Connection connection, String type, List<?> values)
      throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }
}
