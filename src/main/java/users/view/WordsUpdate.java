package users.view;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Database;

/**
 * Brings the words of users that have changed into the table that has the index of trigrams, some
 * time after the change: what changes twice meanwhile is written once, and many users together cost
 * the index a fraction of what each alone does. Until then searches look at these users themselves,
 * so all that they cost is time. Runs on every node, on one at a time.
 */
final class WordsUpdate {
  private static final Logger log = LoggerFactory.getLogger(WordsUpdate.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** In one transaction: the feed waits for it, as for any that writes. */
  private static final int AT_ONCE = 500;

  /** What waits to be merged into the index is read by each search. */
  private static final int MERGED_AT_ONCE = 20 * AT_ONCE;

  /** Whoever has it is the only one to write words; also a rebuild takes it. */
  private static final String LOCK = "(hashtextextended('user_words', 0))";

  static final String WAIT_FOR_LOCK = "SELECT pg_advisory_xact_lock" + LOCK;
  private static final String TRY_LOCK = "SELECT pg_try_advisory_lock" + LOCK;
  private static final String UNLOCK = "SELECT pg_advisory_unlock" + LOCK;

  private static final String HAS_NEWS = "SELECT EXISTS (SELECT FROM user_news)";
  private static final String UPDATE = SqlFile.read("update-words.sql");

  /** Finds no index, and does nothing, where there is no extension for it. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid)"
          + " FROM pg_class WHERE oid = to_regclass('user_view_1_words_search')";

  /** Each search reads all of its pages. */
  private static final String VACUUM = "VACUUM user_view_1_news";

  private final Database database;
  private CompletionStage<Integer> last = CompletableFuture.completedFuture(0);
  private boolean failing;

  WordsUpdate(Database database) {
    this.database = database;
  }

  void start(ActorSystem<?> system) {
    system
        .scheduler()
        .scheduleWithFixedDelay(INTERVAL, INTERVAL, this::look, system.executionContext());
  }

  /** How many news were brought in, unless another node is at it. */
  synchronized CompletionStage<Integer> look() {
    if (last.toCompletableFuture().isDone()) {
      last = database.call(WordsUpdate::updateAlone);
      last.whenComplete((news, failure) -> report(failure));
    }
    return last;
  }

  /** Once, until it works again. */
  private synchronized void report(Throwable failure) {
    if (failure != null && !failing) {
      log.warn(
          "Words are not brought in, so searches get slower; trying on: {}", failure.toString());
    }
    failing = failure != null;
  }

  private static int updateAlone(Connection connection) throws SQLException {
    if (!isTrue(connection, HAS_NEWS) || !isTrue(connection, TRY_LOCK)) {
      return 0;
    }
    try {
      return update(connection);
    } finally {
      isTrue(connection, UNLOCK);
    }
  }

  private static int update(Connection connection) throws SQLException {
    int all = 0;
    try (PreparedStatement update = connection.prepareStatement(UPDATE);
        Statement statement = connection.createStatement()) {
      update.setInt(1, AT_ONCE);
      int some = MERGED_AT_ONCE;
      while (some == MERGED_AT_ONCE) {
        some = take(update);
        all += some;
        statement.execute(MERGE);
        statement.execute(VACUUM);
      }
    }
    return all;
  }

  private static int take(PreparedStatement update) throws SQLException {
    int all = 0;
    int some = AT_ONCE;
    while (some == AT_ONCE && all < MERGED_AT_ONCE) {
      some = count(update);
      all += some;
    }
    return all;
  }

  private static int count(PreparedStatement update) throws SQLException {
    try (ResultSet row = update.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
