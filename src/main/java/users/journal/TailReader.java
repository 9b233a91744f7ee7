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

  private static final String SETTLED =
      "(SELECT "
          + EventRows.COLUMNS
          + ", true FROM event_journal WHERE transaction_id < "
          + OLDEST_OPEN;

  /** Of what is held back the first: under load the rest is read in vain. */
  private static final String HELD_BACK =
      " UNION ALL (SELECT "
          + EventRows.COLUMNS
          + ", false FROM event_journal WHERE transaction_id >= "
          + OLDEST_OPEN
          + IN_ORDER
          + " LIMIT 1)"
          + IN_ORDER;

  private static final String NEXT =
      SETTLED + " AND " + FeedPages.AFTER + IN_ORDER + " LIMIT ?)" + HELD_BACK;
  private static final String LAST = SETTLED + FeedPages.NEWEST_FIRST + ")" + HELD_BACK;

  private static final int SETTLED_COLUMN = 10;

  private final Database database;
  private final EventRows rows;
  private Optional<Session> session = Optional.empty();

  TailReader(Database database, EventRows rows) {
    this.database = database;
    this.rows = rows;
  }

  @FunctionalInterface
  private interface Question {
    Page ask(Session session) throws SQLException;
  }

  private record Session(Connection connection, PreparedStatement next, PreparedStatement last) {}

  /**
   * Some of the feed.
   *
   * @param heldBack when the first event was stored that is committed, but not part of the feed as
   *     an older transaction is still open
   */
  record Page(List<JournalEvent> events, Optional<Instant> heldBack) {}

  /** What is next in the feed. After a failure the next call connects again. */
  Page after(Position position, int limit) throws SQLException {
    return asked(
        open -> {
          FeedPages.bind(open.next(), position);
          open.next().setInt(3, limit);
          return read(open.next());
        });
  }

  /** The last event of the feed. After a failure the next call connects again. */
  Page last() throws SQLException {
    return asked(open -> read(open.last()));
  }

  @Override
  public void close() throws SQLException {
    Optional<Session> open = session;
    session = Optional.empty();
    if (open.isPresent()) {
      open.get().connection().close();
    }
  }

  private Page asked(Question question) throws SQLException {
    try {
      return question.ask(session.isPresent() ? session.get() : open());
    } catch (SQLException e) {
      close();
      throw e;
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

  private Session open() throws SQLException {
    Connection connection = database.dedicated("users-tail");
    try (Statement settings = connection.createStatement()) {
      // The plan is made once, perhaps while the table is empty: it must be the index all the same.
      settings.execute(
          "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off");
      var opened =
          new Session(
              connection, connection.prepareStatement(NEXT), connection.prepareStatement(LAST));
      session = Optional.of(opened);
      return opened;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
