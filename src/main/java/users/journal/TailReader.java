package users.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import users.infrastructure.Database;

/** Reads the end of the feed over a connection and a prepared statement that it keeps. */
final class TailReader implements AutoCloseable {
  /** As a subquery it is evaluated once, not for every row. */
  private static final String OLDEST_OPEN = "(SELECT pg_snapshot_xmin(pg_current_snapshot()))";

  private static final String IN_ORDER = " ORDER BY transaction_id, ordering";

  /** What is settled, and of what is held back the first: under load the rest is read in vain. */
  private static final String NEXT =
      "(SELECT "
          + EventRows.COLUMNS
          + ", true FROM event_journal WHERE "
          + FeedPages.AFTER
          + " AND transaction_id < "
          + OLDEST_OPEN
          + IN_ORDER
          + " LIMIT ?) UNION ALL (SELECT "
          + EventRows.COLUMNS
          + ", false FROM event_journal WHERE transaction_id >= "
          + OLDEST_OPEN
          + IN_ORDER
          + " LIMIT 1)"
          + IN_ORDER;

  private static final int SETTLED_COLUMN = 10;

  private final Database database;
  private final EventRows rows;
  private Optional<Connection> connection = Optional.empty();
  private Optional<PreparedStatement> statement = Optional.empty();

  TailReader(Database database, EventRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /**
   * What is next in the feed.
   *
   * @param heldBack when the first event was stored that is committed, but not part of the feed as
   *     an older transaction is still open
   */
  record Page(List<JournalEvent> events, Optional<Instant> heldBack) {}

  /** After a failure the next call connects again. */
  Page after(Position position, int limit) throws SQLException {
    try {
      PreparedStatement query = statement.isPresent() ? statement.get() : prepare();
      FeedPages.bind(query, position);
      query.setInt(3, limit);
      return read(query);
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    Optional<Connection> open = connection;
    connection = Optional.empty();
    statement = Optional.empty();
    if (open.isPresent()) {
      open.get().close();
    }
  }

  private Page read(PreparedStatement query) throws SQLException {
    var events = new ArrayList<JournalEvent>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        JournalEvent event = rows.event(row);
        if (!row.getBoolean(SETTLED_COLUMN)) {
          return new Page(events, Optional.of(event.storedAt()));
        }
        events.add(event);
      }
    }
    return new Page(events, Optional.empty());
  }

  private PreparedStatement prepare() throws SQLException {
    Connection opened = database.dedicated("users-tail");
    connection = Optional.of(opened);
    try (Statement session = opened.createStatement()) {
      // The plan is made once, perhaps while the table is empty: it must be the index all the same.
      session.execute(
          "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
    }
    PreparedStatement query = opened.prepareStatement(NEXT);
    statement = Optional.of(query);
    return query;
  }
}
