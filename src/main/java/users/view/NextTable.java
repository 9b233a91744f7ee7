package users.view;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table that a rebuild fills, with its words and news, until it takes the place of the one that
 * is shown.
 */
final class NextTable {
  static final String NAME = UserViewHandler.TABLE + "_next";

  private static final Logger log = LoggerFactory.getLogger(NextTable.class);

  private static final String DROP =
      "DROP TABLE IF EXISTS user_view_1_next, user_view_1_next_words, user_view_1_next_news";

  /** Their names are those of the tables that are shown, with user_view_1_next for user_view_1. */
  private static final List<String> CREATE =
      List.of(
          DROP,
          "CREATE TABLE user_view_1_next"
              + " (LIKE user_view_1 INCLUDING ALL EXCLUDING INDEXES, PRIMARY KEY (user_id))",
          "CREATE TABLE user_view_1_next_words"
              + " (LIKE user_view_1_words INCLUDING ALL EXCLUDING INDEXES, PRIMARY KEY (user_id))",
          "CREATE TABLE user_view_1_next_news (LIKE user_view_1_news INCLUDING ALL)");

  private static final String STATISTICS =
      """
      SELECT format('ALTER TABLE user_view_1_next_words ALTER COLUMN %I SET STATISTICS %s',
        attname, attstattarget)
      FROM pg_attribute WHERE attrelid = 'user_view_1_words'::regclass AND attstattarget > 0
      """;

  private static final String INDEXES =
      """
      SELECT regexp_replace(pg_get_indexdef(indexrelid), '^CREATE INDEX (\\S+) ON \\S+',
        'CREATE INDEX %s \\1_next ON %s')
      FROM pg_index
      WHERE indrelid = '%s'::regclass AND NOT indisprimary
      """;

  /** Those that several writers fill in less time than one session would take to build them. */
  private static final String AT_ONCE = INDEXES.formatted("", "user_view_1_next", "user_view_1");

  /** Concurrently: otherwise one long transaction would hold back the feed of all. */
  private static final String ONCE_FULL =
      INDEXES.formatted("CONCURRENTLY", "user_view_1_next_words", "user_view_1_words");

  /** Of the columns by which queries go: autovacuum does the others in time. */
  private static final String ANALYZE =
      """
      SELECT format('ANALYZE user_view_1_next (%s)', string_agg(DISTINCT quote_ident(attname), ', '))
      FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
      WHERE indrelid = 'user_view_1'::regclass
      """;

  private static final String ANALYZE_WORDS =
      "ANALYZE user_view_1_next_words, user_view_1_next_news";

  private final Connection connection;

  /**
   * @param connection in autocommit mode; it keeps the lock until it is closed
   */
  NextTable(Connection connection) {
    this.connection = connection;
  }

  /** Whether no other session of the cluster has it. */
  boolean lock() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet locked =
            statement.executeQuery(
                "SELECT pg_try_advisory_lock(hashtextextended('user_view_1_next', 0))")) {
      return locked.next() && locked.getBoolean(1);
    }
  }

  /** Anew; what an earlier rebuild may have left is gone. */
  void create() throws SQLException {
    execute(CREATE);
    execute(texts(STATISTICS));
    execute(texts(AT_ONCE));
  }

  /** Indexes that are cheaper once the table is full; takes as long as it takes. */
  void finish() throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 0);
    execute(
        List.of(
            "SET statement_timeout = 0",
            "SET lock_timeout = 0",
            "SET maintenance_work_mem = '256MB'"));
    execute(texts(ONCE_FULL));
    execute(texts(ANALYZE));
    execute(List.of(ANALYZE_WORDS));
  }

  /** What was filled is personal, and no deletion would reach it. */
  void drop() {
    try {
      execute(List.of(DROP));
    } catch (SQLException e) {
      log.warn("What a rebuild has filled is still there; the next one drops it", e);
    }
  }

  private List<String> texts(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private void execute(List<String> commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }
}
