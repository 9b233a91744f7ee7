package users.view;

import akka.Done;
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
 * Brings the words of users that have changed into {@code user_view_1_words}, the table that has
 * the index of trigrams, some time after the change: what changes twice meanwhile is written once,
 * and many users together cost the index a fraction of what each alone does. Which users those are
 * {@code user_view_1_news} tells: apply-changes.sql writes it in the transaction that changes the
 * user. Searches look at the users in it themselves, in the same statement, so that words come
 * later costs them only time. Runs on every node; one at a time writes.
 */
final class WordsUpdate {
  private static final Logger log = LoggerFactory.getLogger(WordsUpdate.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** News taken in one transaction: the feed waits for it, as for any that writes. */
  private static final int AT_ONCE = 500;

  /** News taken before they are merged: each search reads what waits to be merged. */
  private static final int MERGED_AT_ONCE = 20 * AT_ONCE;

  /** Who began to write words earlier and ends later would bring older ones. */
  private static final String LOCK = "(hashtextextended('user_words', 0))";

  static final String WAIT_FOR_LOCK = "SELECT pg_advisory_xact_lock" + LOCK;
  private static final String TRY_LOCK = "SELECT pg_try_advisory_xact_lock" + LOCK;

  private static final String HAS_NEWS = "SELECT EXISTS (SELECT FROM user_news)";
  private static final String UPDATE = SqlFile.read("update-words.sql");

  /** Many words, on a slow disk, may take longer than a query. It holds back no feed. */
  private static final String PATIENTLY = "SET LOCAL statement_timeout = '7s'";

  /** Finds no index, and does nothing, where there is no extension for it. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid)"
          + " FROM pg_class WHERE oid = to_regclass('user_view_1_words_search')";

  /** Each search reads the rows of news that were taken, too. To truncate would need a lock. */
  private static final String VACUUM = "VACUUM (TRUNCATE false) user_view_1_news";

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

  /** How many news were brought in. */
  synchronized CompletionStage<Integer> look() {
    if (last.toCompletableFuture().isDone()) {
      // What failed may have left words that are not merged.
      last = failing ? update() : database.call(WordsUpdate::hasNews).thenCompose(this::updateIf);
      last.whenComplete((news, failure) -> report(failure));
    }
    return last;
  }

  /** Brings in all news of a table that nobody else writes to. */
  static void takeAll(Database database, String table) {
    int some = AT_ONCE;
    while (some == AT_ONCE) {
      some = Refill.join(database.transaction(connection -> take(connection, table)));
    }
  }

  /** Once, until it works again. */
  private synchronized void report(Throwable failure) {
    if (failure != null && !failing) {
      log.warn("Words are not kept up, so searches get slower; trying on: {}", failure.toString());
    }
    failing = failure != null;
  }

  private CompletionStage<Integer> updateIf(boolean hasNews) {
    return hasNews ? update() : CompletableFuture.completedFuture(0);
  }

  private CompletionStage<Integer> update() {
    return takeMore(0)
        .thenCompose(taken -> database.transaction(WordsUpdate::merge).thenApply(done -> taken))
        .thenCompose(taken -> database.call(WordsUpdate::vacuum).thenApply(done -> taken))
        .thenCompose(
            taken ->
                taken < MERGED_AT_ONCE
                    ? CompletableFuture.completedFuture(taken)
                    : update().thenApply(more -> taken + more));
  }

  private CompletionStage<Integer> takeMore(int before) {
    return database
        .transaction(WordsUpdate::takeAlone)
        .thenCompose(
            some ->
                some < AT_ONCE || before + some >= MERGED_AT_ONCE
                    ? CompletableFuture.completedFuture(before + some)
                    : takeMore(before + some));
  }

  /** None while another node is at it. */
  private static int takeAlone(Connection connection) throws SQLException {
    return isTrue(connection, TRY_LOCK) ? take(connection, UserViewHandler.TABLE) : 0;
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

  private static Done merge(Connection connection) throws SQLException {
    return execute(connection, PATIENTLY, MERGE);
  }

  private static Done vacuum(Connection connection) throws SQLException {
    return execute(connection, VACUUM);
  }

  private static Done execute(Connection connection, String... commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
    return Done.getInstance();
  }

  private static boolean hasNews(Connection connection) throws SQLException {
    return isTrue(connection, HAS_NEWS);
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
