package users.view;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Database;
import users.journal.Position;

/**
 * Merges what writes have left pending for the trigram index, and each search has to read, once
 * there are no more writes. Meanwhile they do it themselves, for many rows together, whenever the
 * list is full: to go after them would be to merge a few rows at a time. Several nodes may do it at
 * the same time.
 */
final class PendingWords {
  private static final Logger log = LoggerFactory.getLogger(PendingWords.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final CompletionStage<Integer> NOTHING = CompletableFuture.completedFuture(0);

  /** Finds no index, and does nothing, where there is no extension for it. */
  private static final String MERGE =
      "SELECT gin_clean_pending_list(oid) FROM pg_class WHERE oid = to_regclass('user_view_1_search')";

  private final Database database;
  private final Supplier<Position> tail;
  private CompletionStage<Integer> last = NOTHING;
  private Position seen = Position.START;
  private boolean written;

  /**
   * @param tail how far this node has read the journal
   */
  PendingWords(Database database, Supplier<Position> tail) {
    this.database = database;
    this.tail = tail;
  }

  void start(ActorSystem<?> system) {
    system
        .scheduler()
        .scheduleWithFixedDelay(INTERVAL, INTERVAL, this::look, system.executionContext());
  }

  /** The pages that were merged, if writes have ended since the last look. */
  synchronized CompletionStage<Integer> look() {
    if (!last.toCompletableFuture().isDone()) {
      return last;
    }
    Position now = tail.get();
    boolean isWritten = !now.equals(seen);
    last = written && !isWritten ? database.call(PendingWords::merge) : NOTHING;
    last.whenComplete((pages, failure) -> report(failure));
    seen = now;
    written = isWritten;
    return last;
  }

  private static void report(Throwable failure) {
    if (failure != null) {
      log.debug("What is pending for searches was not merged, the next write will do it", failure);
    }
  }

  private static int merge(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet pages = statement.executeQuery(MERGE)) {
      return pages.next() ? pages.getInt(1) : 0;
    }
  }
}
