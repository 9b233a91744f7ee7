package users.welcome;

import akka.Done;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Works off the queue on one node: some users at a time, each at his own pace, and when no mail can
 * be sent at all only one of them now and then, until it can.
 */
final class QueueWorker extends AbstractBehavior<QueueWorker.Message> {
  /** Between looks at a queue in which others may have left somebody. */
  private static final Duration IDLE = Duration.ofSeconds(10);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  sealed interface Message {}

  /** Somebody in the queue may be due. */
  record Wake() implements Message {}

  private record Resume() implements Message {}

  private record Taken(WelcomeQueue.Taken users) implements Message {}

  private record TakeFailed() implements Message {}

  private record Finished(Outcome outcome) implements Message {}

  private final TimerScheduler<Message> timers;
  private final Greeter greeter;
  private final WelcomeQueue queue;
  private final int parallelism;
  private final Duration longestPause;

  private int inFlight;
  private boolean taking;
  private boolean wokenMeanwhile;
  private boolean paused;

  /** Zero while mail can be sent. */
  private Duration pause = Duration.ZERO;

  static Behavior<Message> create(
      Greeter greeter, WelcomeQueue queue, int parallelism, Duration longestPause) {
    Behavior<Message> worker =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers ->
                        new QueueWorker(
                            context, timers, greeter, queue, parallelism, longestPause)));
    return Behaviors.supervise(worker).onFailure(SupervisorStrategy.restart());
  }

  private QueueWorker(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Greeter greeter,
      WelcomeQueue queue,
      int parallelism,
      Duration longestPause) {
    super(context);
    this.timers = timers;
    this.greeter = greeter;
    this.queue = queue;
    this.parallelism = parallelism;
    this.longestPause = longestPause;
    context.getSelf().tell(new Wake());
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Wake.class, wake -> takeMore())
        .onMessage(Taken.class, this::onTaken)
        .onMessage(TakeFailed.class, failed -> onTakeFailed())
        .onMessage(Finished.class, this::onFinished)
        .onMessage(Resume.class, resume -> onResume())
        .build();
  }

  private Behavior<Message> takeMore() {
    int free = (pause.isZero() ? parallelism : 1) - inFlight;
    if (taking) {
      wokenMeanwhile = true;
    } else if (!paused && free > 0) {
      taking = true;
      wokenMeanwhile = false;
      getContext()
          .pipeToSelf(
              queue.take(free),
              (taken, failure) -> failure == null ? new Taken(taken) : new TakeFailed());
    }
    return this;
  }

  private Behavior<Message> onTaken(Taken taken) {
    taking = false;
    taken.users().userIds().forEach(this::attempt);
    if (wokenMeanwhile || !taken.users().userIds().isEmpty()) {
      return takeMore();
    }
    wakeAfter(taken.users().next().orElse(IDLE));
    return this;
  }

  private Behavior<Message> onTakeFailed() {
    taking = false;
    wakeAfter(IDLE);
    return this;
  }

  private Behavior<Message> onFinished(Finished finished) {
    inFlight--;
    if (finished.outcome() instanceof Outcome.Unreachable unreachable) {
      return paused ? this : onUnreachable(unreachable);
    }
    pause = Duration.ZERO;
    return takeMore();
  }

  private Behavior<Message> onUnreachable(Outcome.Unreachable unreachable) {
    if (pause.isZero()) {
      getContext().getLog().warn("No welcome mail can be sent: {}", unreachable.code());
    }
    paused = true;
    pause = shorter(longestPause, longer(SHORTEST_WAIT, pause.multipliedBy(2)));
    timers.startSingleTimer(new Resume(), pause);
    return this;
  }

  private Behavior<Message> onResume() {
    paused = false;
    return takeMore();
  }

  private void attempt(String userId) {
    inFlight++;
    getContext()
        .pipeToSelf(
            CompletableFuture.completedFuture(userId)
                .thenCompose(greeter::greet)
                .thenCompose(outcome -> noted(userId, outcome)),
            (outcome, failure) ->
                // Not noted: he is due again when the lease is over.
                new Finished(failure == null ? outcome : new Outcome.Later("database")));
  }

  private CompletionStage<Outcome> noted(String userId, Outcome outcome) {
    return note(userId, outcome).thenApply(done -> outcome);
  }

  private CompletionStage<Done> note(String userId, Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return queue
          .refuse(userId, refused.code())
          .thenCompose(done -> revivedIfMoved(userId, refused));
    }
    if (outcome instanceof Outcome.Later later) {
      return queue.later(userId, later.code());
    }
    return outcome instanceof Outcome.Unreachable unreachable
        ? queue.whenReachable(userId, unreachable.code())
        : queue.remove(List.of(userId));
  }

  /** The news of his other address may have come before the refusal was noted. */
  private CompletionStage<Done> revivedIfMoved(String userId, Outcome.Refused refused) {
    return greeter
        .address(userId)
        .thenCompose(
            address ->
                address.filter(refused.email()::equals).isPresent()
                    ? CompletableFuture.completedFuture(Done.done())
                    : queue.revive(List.of(userId)));
  }

  private void wakeAfter(Duration wait) {
    timers.startSingleTimer(new Wake(), longer(SHORTEST_WAIT, shorter(wait, IDLE)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
