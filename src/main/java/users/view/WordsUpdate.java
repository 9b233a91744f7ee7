package users.view;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Database;

/**
 * Brings the words of users that have changed into the index of trigrams some time after the
 * change: what changes twice meanwhile is written once, and many users together cost the index a
 * fraction of what each alone does. Searches look at these users themselves, in the same statement,
 * so that words come later costs them only time. Runs on every node; one at a time writes.
 */
final class WordsUpdate {
  private static final Logger log = LoggerFactory.getLogger(WordsUpdate.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** News taken before they are merged: each search reads what waits to be merged. */
  private static final int MERGED_AT_ONCE = 20 * Words.AT_ONCE;

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
      last = failing ? update() : database.call(Words::hasNews).thenCompose(this::updateIf);
      last.whenComplete((news, failure) -> report(failure));
    }
    return last;
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
        .thenCompose(taken -> database.transaction(Words::merge).thenApply(done -> taken))
        .thenCompose(taken -> database.call(Words::vacuum).thenApply(done -> taken))
        .thenCompose(
            taken ->
                taken < MERGED_AT_ONCE
                    ? CompletableFuture.completedFuture(taken)
                    : update().thenApply(more -> taken + more));
  }

  private CompletionStage<Integer> takeMore(int before) {
    return database
        .transaction(Words::take)
        .thenCompose(
            some ->
                some < Words.AT_ONCE || before + some >= MERGED_AT_ONCE
                    ? CompletableFuture.completedFuture(before + some)
                    : takeMore(before + some));
  }
}
