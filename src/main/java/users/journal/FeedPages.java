package users.journal;

import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The feed as the database gives it. An event is part of it only when no older transaction can
 * still commit, so what was once read stays what it is, and nothing can turn up before it. One
 * transaction that stays open, in any database of the server, holds back what is younger. Pages are
 * read in a transaction of their own.
 */
final class FeedPages {
  private static final String SETTLED = "transaction_id < pg_snapshot_xmin(pg_current_snapshot())";
  static final String AFTER = "(transaction_id, ordering) > (CAST(? AS xid8), ?)";

  private static final String SELECT =
      "SELECT " + EventRows.COLUMNS + " FROM event_journal WHERE " + AFTER + " AND " + SETTLED;
  private static final String SELECT_BEFORE =
      "SELECT "
          + EventRows.COLUMNS
          + " FROM event_journal"
          + " WHERE (transaction_id, ordering) < (CAST(? AS xid8), ?) AND "
          + SETTLED;
  private static final String BACKWARDS = " ORDER BY transaction_id DESC, ordering DESC LIMIT ?";
  private static final String IN_ORDER = " ORDER BY transaction_id, ordering LIMIT ?";
  private static final String OF_SLICES = SELECT + " AND slice BETWEEN ? AND ?" + IN_ORDER;
  static final String NEWEST_FIRST = " ORDER BY transaction_id DESC, ordering DESC LIMIT 1";

  private final EventRows rows;

  FeedPages(EventRows rows) {
    this.rows = rows;
  }

  /**
   * For the rest of the transaction: walk along the index that has the order. While the table has
   * never been analysed, as after a restore, the planner would rather sort all of it for every
   * page.
   */
  static void walkAlongIndex(Connection connection) throws SQLException {
    try (Statement settings = connection.createStatement()) {
      settings.execute(
          "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off;"
              + " SET LOCAL enable_sort = off");
    }
  }

  /** The next events of the slices. */
  List<JournalEvent> after(Connection connection, Position position, SliceRange slices, int limit)
      throws SQLException {
    walkAlongIndex(connection);
    try (PreparedStatement query = connection.prepareStatement(OF_SLICES)) {
      bind(query, position);
      query.setInt(3, slices.from());
      query.setInt(4, slices.to());
      query.setInt(5, limit);
      return rows.read(query);
    }
  }

  /** The next events of some types, all if none is given, and of one user, if one is given. */
  List<JournalEvent> after(
      Connection connection,
      Position position,
      int limit,
      Set<String> types,
      Optional<String> userId)
      throws SQLException {
    return filtered(connection, SELECT, IN_ORDER, position, limit, types, userId);
  }

  /** The last such events before the position, in the order of the feed. */
  List<JournalEvent> before(
      Connection connection,
      Position position,
      int limit,
      Set<String> types,
      Optional<String> userId)
      throws SQLException {
    List<JournalEvent> events =
        filtered(connection, SELECT_BEFORE, BACKWARDS, position, limit, types, userId);
    Collections.reverse(events);
    return events;
  }

  private List<JournalEvent> filtered(
      Connection connection,
      String select,
      String order,
      Position position,
      int limit,
      Set<String> types,
      Optional<String> userId)
      throws SQLException {
    if (userId.isEmpty()) {
      walkAlongIndex(connection);
    }
    String sql =
        select
            + (types.isEmpty() ? "" : " AND event_payload LIKE ANY (?)")
            + (userId.isEmpty() ? "" : " AND persistence_id = ?")
            + order;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      bind(query, position);
      int next = 3;
      if (!types.isEmpty()) {
        query.setArray(next++, startsWithType(connection, types));
      }
      if (userId.isPresent()) {
        query.setString(next++, EventRows.persistenceId(userId.get()));
      }
      query.setInt(next, limit);
      return rows.read(query);
    }
  }

  /** The end of the feed: a follower that starts here gets every event that is not in it yet. */
  static Position head(Connection connection) throws SQLException {
    return last(connection, " WHERE " + SETTLED);
  }

  /** The newest event that is committed, be it part of the feed yet or not. */
  static Position newest(Connection connection) throws SQLException {
    return last(connection, "");
  }

  static void bind(PreparedStatement query, Position position) throws SQLException {
    query.setString(1, Long.toString(position.transactionId()));
    query.setLong(2, position.ordering());
  }

  /** The type is the first thing in an event's JSON, so no JSON needs to be parsed. */
  private static Array startsWithType(Connection connection, Set<String> types)
      throws SQLException {
    Object[] patterns =
        types.stream()
            .map(type -> "{\"type\":\"" + type.replaceAll("[\\\\%_]", "") + "\"%")
            .map(pattern -> pattern.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return connection.createArrayOf("bytea", patterns);
  }

  private static Position last(Connection connection, String where) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT transaction_id, ordering FROM event_journal" + where + NEWEST_FIRST);
        ResultSet row = query.executeQuery()) {
      return row.next() ? new Position(row.getLong(1), row.getLong(2)) : Position.START;
    }
  }
}
