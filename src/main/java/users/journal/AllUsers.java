package users.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * All that the feed has up to a position, but one user after another: for who wants to know each
 * user as a whole. What is once part of the feed stays, so the pages need not be read in one
 * transaction.
 */
final class AllUsers {
  private static final String SELECT =
      "SELECT "
          + EventRows.COLUMNS
          + " FROM event_journal WHERE (persistence_id, sequence_number) > (?, ?)"
          + " AND (transaction_id, ordering) <= (CAST(? AS xid8), ?)"
          + " ORDER BY persistence_id, sequence_number LIMIT ?";

  private final EventRows rows;

  AllUsers(EventRows rows) {
    this.rows = rows;
  }

  /** The events that follow one of a user; the first of all, if none is given. */
  List<JournalEvent> after(
      Connection connection, Optional<JournalEvent> last, Position upTo, int limit)
      throws SQLException {
    FeedPages.walkAlongIndex(connection);
    try (PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setString(1, last.map(JournalEvent::userId).map(EventRows::persistenceId).orElse(""));
      query.setLong(2, last.map(JournalEvent::version).orElse(0L));
      query.setString(3, Long.toString(upTo.transactionId()));
      query.setLong(4, upTo.ordering());
      query.setInt(5, limit);
      return rows.read(query);
    }
  }
}
