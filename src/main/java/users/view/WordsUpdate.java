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
  private static final Duration INTERVAL = Duration.ofSeconds(2);

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

  /** How many users' words were brought in. */
  synchronized CompletionStage<Integer> look() {
    if (last.toCompletableFuture().isDone()) {
      // What failed may have left words that are not merged.
      last = failing ? update() : database.call(Words::hasNews).thenCompose(this::updateIf);
      last.whenComplete((users, failure) -> report(failure));
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

  /** What comes meanwhile is left to the next time, unless there was more than is gathered. */
  private CompletionStage<Integer> update() {
    return database.transaction(Words::gather).thenCompose(this::update);
  }

  private CompletionStage<Integer> update(Words.Gathered gathered) {
    return take(gathered.users())
        .thenCompose(taken -> database.transaction(Words::merge).thenApply(done -> taken))
        .thenCompose(taken -> database.call(Words::vacuum).thenApply(done -> taken))
        .thenCompose(
            taken ->
                gathered.news() < Words.GATHERED
                    ? CompletableFuture.completedFuture(taken)
                    : update().thenApply(more -> taken + more));
  }

  /** At least so many, if nobody else is at it. */
  private CompletionStage<Integer> take(int atLeast) {
    return atLeast <= 0
        ? CompletableFuture.completedFuture(0)
        : database
            .transaction(Words::take)
            .thenCompose(
                some ->
                    some == 0
                        ? CompletableFuture.completedFuture(0)
                        : take(atLeast - some).thenApply(more -> some + more));
  }
}
