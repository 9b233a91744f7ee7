package users.view;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import users.infrastructure.Database;

/**
 * The statements on {@code user_view_1_words}, the table that has the index of trigrams, and {@code
 * user_view_1_news}, which tells which users have changed since: apply-changes.sql writes it in the
 * transaction that changes the user.
 */
final class Words {
  /** News gathered in one transaction; what is taken of them waits to be merged. */
  static final int GATHERED = 20_000;

  /** News taken in one transaction: the feed waits for it, as for any that writes. */
  static final int AT_ONCE = 500;

  /** Who began to write words earlier and ends later would bring older ones. */
  private static final String LOCK = "(hashtextextended('user_words', 0))";

  static final String WAIT_FOR_LOCK = "SELECT pg_advisory_xact_lock" + LOCK;
  private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock" + LOCK;

  private static final String HAS_NEWS = "SELECT EXISTS (SELECT FROM user_news)";
  private static final String GATHER = SqlFile.read("gather-news.sql");
  private static final String UPDATE = SqlFile.read("update-words.sql");

  /** Many words, on a slow disk, may take longer than a query. It holds back no feed. */
  private static final String PATIENTLY = "SET LOCAL statement_timeout = '7s'";

  /** Finds no index, and does nothing, where there is no extension for it. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid)"
          + " FROM pg_class WHERE oid = to_regclass('user_view_1_words_search')";

  /** Each search reads the rows of news that were taken, too. To truncate would need a lock. */
  private static final String VACUUM = "VACUUM (TRUNCATE false) user_view_1_news";

  static boolean hasNews(Connection connection) throws SQLException {
    return isTrue(connection, HAS_NEWS);
  }

  /** How many news there were, and how many of them are left to be taken. */
  record Gathered(int news, int users) {}

  /** Leaves one piece of news of each user, in a transaction; none while another is at it. */
  static Gathered gather(Connection connection) throws SQLException {
    if (!isTrue(connection, TRY_LOCK)) {
      return new Gathered(0, 0);
    }
    try (PreparedStatement gather = connection.prepareStatement(GATHER)) {
      gather.setInt(1, GATHERED);
      ResultSet row = gather.executeQuery();
      row.next();
      return new Gathered(row.getInt(1), row.getInt(2));
    }
  }

  /** Brings in some news, in a transaction; returns how many, none while another is at it. */
  static int take(Connection connection) throws SQLException {
    return isTrue(connection, TRY_LOCK) ? take(connection, UserViewHandler.TABLE) : 0;
  }

  /** Brings in all news of a table that nobody else writes to. */
  static void takeAll(Database database, String table) {
    int some = AT_ONCE;
    while (some == AT_ONCE) {
      some = Refill.join(database.transaction(connection -> take(connection, table)));
    }
  }

  /** Brings the index up to date, in a transaction. */
  static Done merge(Connection connection) throws SQLException {
    return execute(connection, PATIENTLY, MERGE);
  }

  /** Frees the room of the news that were taken; not in a transaction. */
  static Done vacuum(Connection connection) throws SQLException {
    return execute(connection, VACUUM);
  }

  private static int take(Connection connection, String table) throws SQLException {
    String sql = UPDATE.replace(UserViewHandler.TABLE, table);
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setInt(1, AT_ONCE);
      ResultSet row = update.executeQuery();
      row.next();
      return row.getInt(1);
    }
  }

  private static Done execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
    return Done.getInstance();
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private Words() {}
}
