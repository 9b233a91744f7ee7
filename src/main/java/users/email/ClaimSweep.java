package users.email;

import akka.Done;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clears away claims that nobody will ask for again: those whose command never came to anything,
 * and those given up a day ago.
 */
final class ClaimSweep {
  private static final Logger log = LoggerFactory.getLogger(ClaimSweep.class);
  private static final int MOST = 1000;
  private static final Duration ALL = Duration.ofDays(36_500);
  private static final Duration RECENT = Duration.ofHours(1);

  private final Claims claims;
  private final Holders holders;

  /** All the first time, for which the whole table is read; then by the index only recent ones. */
  private final AtomicReference<Duration> age = new AtomicReference<>(ALL);

  ClaimSweep(Claims claims, Holders holders) {
    this.claims = claims;
    this.holders = holders;
  }

  void every(Duration interval, ActorSystem<?> system) {
    system
        .scheduler()
        .scheduleWithFixedDelay(interval, interval, this::runOnce, system.executionContext());
  }

  CompletionStage<Done> run() {
    return claims
        .ask(ClaimTable::removeReleased)
        .thenCompose(removed -> claims.ask(table -> table.unresolved(age.get(), MOST)))
        .thenCompose(this::resolve)
        .thenApply(
            done -> {
              age.set(RECENT);
              return done;
            });
  }

  private void runOnce() {
    run()
        .exceptionally(
            failure -> {
              log.warn("Old e-mail claims were not cleared away, next try later", failure);
              return Done.done();
            });
  }

  private CompletionStage<Done> resolve(List<ClaimRow> unresolved) {
    CompletionStage<Done> resolved = CompletableFuture.completedFuture(Done.done());
    for (ClaimRow claim : unresolved) {
      resolved = resolved.thenCompose(done -> holders.freed(claim)).thenApply(done -> Done.done());
    }
    return resolved;
  }
}
