package users.welcome;

import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.Done;
import akka.projection.javadsl.Handler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import users.journal.FeedBatch;
import users.journal.JournalEvent;

/**
 * Takes up new users. Those who get mail go into the queue, so that no mail server holds up the
 * feed; without mail they are welcomed at once, and only those for whom that failed go there.
 */
final class WelcomeHandler extends Handler<FeedBatch> {
  private final boolean byMail;
  private final Greeters greeters;
  private final WelcomeQueue queue;
  private final Runnable onQueued;

  /**
   * @param onQueued called when somebody in the queue may be due
   */
  WelcomeHandler(boolean byMail, Greeters greeters, WelcomeQueue queue, Runnable onQueued) {
    this.byMail = byMail;
    this.greeters = greeters;
    this.queue = queue;
    this.onQueued = onQueued;
  }

  @Override
  public CompletionStage<Done> process(FeedBatch batch) {
    List<String> created = users(batch, Concern.TO_WELCOME);
    return byMail
        ? queued(created)
            .thenCompose(done -> unlessEmpty(users(batch, Concern.NEW_ADDRESS), this::revived))
            .thenCompose(done -> unlessEmpty(users(batch, Concern.GONE), queue::remove))
        : unlessEmpty(created, this::greeted);
  }

  private CompletionStage<Done> greeted(List<String> userIds) {
    return greeters.greet(userIds).thenCompose(this::queued);
  }

  private CompletionStage<Done> queued(List<String> userIds) {
    return unlessEmpty(userIds, ids -> queue.add(ids).thenApply(this::queued));
  }

  private CompletionStage<Done> revived(List<String> userIds) {
    return queue.revive(userIds).thenApply(this::queued);
  }

  private Done queued(Done done) {
    onQueued.run();
    return done;
  }

  private static List<String> users(FeedBatch batch, Concern concern) {
    return batch.events().stream()
        .filter(event -> Concern.of(event.event()) == concern)
        .map(JournalEvent::userId)
        .distinct()
        .toList();
  }

  private static <T extends Collection<?>> CompletionStage<Done> unlessEmpty(
      T some, Function<T, CompletionStage<Done>> work) {
    return some.isEmpty() ? completedFuture(Done.done()) : work.apply(some);
  }
}
