package users.welcome;

import static java.util.concurrent.CompletableFuture.completedFuture;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.projection.javadsl.Handler;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
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
  private final ActorSystem<?> system;
  private final Greeter greeter;
  private final WelcomeQueue queue;
  private final Runnable onQueued;
  private final int parallelism;

  /**
   * @param onQueued called when somebody in the queue may be due
   */
  WelcomeHandler(
      ActorSystem<?> system,
      Greeter greeter,
      WelcomeQueue queue,
      Runnable onQueued,
      int parallelism) {
    this.system = system;
    this.greeter = greeter;
    this.queue = queue;
    this.onQueued = onQueued;
    this.parallelism = parallelism;
  }

  @Override
  public CompletionStage<Done> process(FeedBatch batch) {
    List<String> created = users(batch, Concern.TO_WELCOME);
    return greeter.mail().isPresent()
        ? queued(created)
            .thenCompose(done -> unlessEmpty(users(batch, Concern.NEW_ADDRESS), this::revived))
            .thenCompose(done -> unlessEmpty(users(batch, Concern.GONE), queue::remove))
        : unlessEmpty(created, this::greeted);
  }

  private CompletionStage<Done> greeted(List<String> userIds) {
    return Source.from(userIds)
        .mapAsyncUnordered(
            parallelism, id -> greeter.greet(id).thenApply(done -> new Greeted(id, done)))
        .filterNot(greeted -> greeted.outcome() instanceof Outcome.Done)
        .map(Greeted::userId)
        .runWith(Sink.seq(), system)
        .thenCompose(this::queued);
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

  private record Greeted(String userId, Outcome outcome) {}
}
