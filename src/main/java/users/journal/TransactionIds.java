package users.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mends a journal that was restored from a dump into another PostgreSQL cluster, whose transaction
 * ids are behind those in the dump: the feed would hold those events back until its ids catch up,
 * and put new events before them.
 *
 * <p>All events whose id is ahead get the id of the mending transaction, and their {@code ordering}
 * values are dealt out again in feed order; so the order of the feed stays, they come after the
 * events that need no mending, and before every new one. Saved projection offsets are moved to the
 * same events: nothing is skipped, nothing repeated. Positions that others have kept can't be
 * mended; {@link #isAhead} recognises them until the ids have caught up.
 *
 * <p>No node may run while a dump is restored. Of several that start at once, one mends and the
 * others wait; a million events take about half a minute.
 */
final class TransactionIds {
  private static final Logger log = LoggerFactory.getLogger(TransactionIds.class);
  private static final long LOCK = 7_083_001_743L;

  /** What is visible is below xmax in a journal that lives where it was written. */
  private static final String FROM_ANOTHER_LIFE =
      """
      SELECT EXISTS (SELECT FROM event_journal
                     WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))
          OR EXISTS (SELECT FROM akka_projection_offset_store
                     WHERE current_offset ~ '^[0-9]{1,18}-[0-9]{1,18}$'
                       AND CAST(split_part(current_offset, '-', 1) AS xid8)
                           >= pg_snapshot_xmax(pg_current_snapshot()))
      """;

  private static final String NOTE_WHAT_MOVES =
      """
      CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
      SELECT persistence_id, sequence_number, transaction_id, ordering, new_ordering
      FROM (SELECT *, row_number() OVER (ORDER BY transaction_id, ordering) AS place
            FROM event_journal WHERE transaction_id >= pg_current_xact_id()) AS by_feed
      JOIN (SELECT ordering AS new_ordering, row_number() OVER (ORDER BY ordering) AS place
            FROM event_journal WHERE transaction_id >= pg_current_xact_id()) AS by_ordering
      USING (place)
      """;

  private static final String MOVE_EVENTS =
      """
      UPDATE event_journal AS event
      SET transaction_id = pg_current_xact_id(), ordering = moved.new_ordering
      FROM moved
      WHERE event.persistence_id = moved.persistence_id
        AND event.sequence_number = moved.sequence_number
      """;

  /** To the last event that was not after the offset; before all that moved if there is none. */
  private static final String MOVE_OFFSETS =
      """
      UPDATE akka_projection_offset_store AS projection
      SET current_offset = pg_current_xact_id() || '-' || coalesce(
        (SELECT moved.new_ordering FROM moved
         WHERE (moved.transaction_id, moved.ordering)
               <= (CAST(split_part(projection.current_offset, '-', 1) AS xid8),
                   CAST(split_part(projection.current_offset, '-', 2) AS bigint))
         ORDER BY moved.transaction_id DESC, moved.ordering DESC LIMIT 1), 0)
      WHERE current_offset ~ '^[0-9]{1,18}-[0-9]{1,18}$'
        AND CAST(split_part(current_offset, '-', 1) AS xid8) >= pg_current_xact_id()
      """;

  /** Mends if there is something to mend; the connection is the caller's own. */
  static void repair(Connection connection) throws SQLException {
    if (!fromAnotherLife(connection)) {
      return;
    }
    connection.setNetworkTimeout(Runnable::run, 0);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0");
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (fromAnotherLife(connection)) {
        mend(statement);
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Whether no event of this cluster can have this position yet. */
  static boolean isAhead(Connection connection, Position position) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT CAST(? AS xid8) >= pg_snapshot_xmax(pg_current_snapshot())")) {
      query.setString(1, Long.toString(position.transactionId()));
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static boolean fromAnotherLife(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FROM_ANOTHER_LIFE)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void mend(Statement statement) throws SQLException {
    log.warn("The journal has transaction ids of another cluster; mending them");
    statement.execute("LOCK TABLE event_journal IN SHARE ROW EXCLUSIVE MODE");
    statement.execute(NOTE_WHAT_MOVES);
    int events = statement.executeUpdate(MOVE_EVENTS);
    int offsets = statement.executeUpdate(MOVE_OFFSETS);
    log.warn("Mended {} events and {} projection offsets", events, offsets);
  }

  private TransactionIds() {}
}
