package users.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.japi.function.Function;
import akka.pattern.Patterns;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import users.infrastructure.Inline;
import users.journal.Journal;

/**
 * Asks a user's actor, and again for about 8 s while shards move. After an attempt that had no
 * answer, the next one, of whatever command, first sees whether the database is there: without it
 * no actor can answer, and the stage fails at once.
 */
final class Attempts {
  private static final double RANDOM_FACTOR = 0.2;

  private final ActorSystem<?> system;
  private final Journal journal;
  private final int most;
  private final Duration minBackoff;
  private final Duration maxBackoff;
  private final Duration timeout;
  private volatile boolean lastFailed;

  /** By the settings under {@code users.ask}. */
  Attempts(ActorSystem<?> system, Journal journal) {
    this.system = system;
    this.journal = journal;
    Config settings = system.settings().config().getConfig("users.ask");
    this.most = settings.getInt("attempts");
    this.minBackoff = settings.getDuration("min-backoff");
    this.maxBackoff = settings.getDuration("max-backoff");
    this.timeout = settings.getDuration("attempt-timeout");
  }

  CompletionStage<UserReply> ask(
      EntityRef<UserCommand> user, Function<ActorRef<UserReply>, UserCommand> command) {
    return Inline.of(
            Patterns.retry(
                () -> attempt(user, command),
                most,
                minBackoff,
                maxBackoff,
                RANDOM_FACTOR,
                system.classicSystem()))
        .thenApply(reply -> reply.orElseThrow(Attempts::withoutDatabase));
  }

  /** Empty: it is no use to go on. */
  private CompletionStage<Optional<UserReply>> attempt(
      EntityRef<UserCommand> user, Function<ActorRef<UserReply>, UserCommand> command) {
    return lastFailed
        ? journal
            .answers()
            .thenCompose(
                there ->
                    there
                        ? once(user, command)
                        : CompletableFuture.completedFuture(Optional.empty()))
        : once(user, command);
  }

  private CompletionStage<Optional<UserReply>> once(
      EntityRef<UserCommand> user, Function<ActorRef<UserReply>, UserCommand> command) {
    return Inline.of(user.ask(command, timeout))
        .whenComplete((reply, failure) -> lastFailed = failure != null)
        .thenApply(Optional::of);
  }

  private static CompletionException withoutDatabase() {
    return new CompletionException(new TimeoutException("The database does not answer"));
  }
}
