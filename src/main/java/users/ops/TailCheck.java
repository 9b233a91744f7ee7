package users.ops;

import akka.actor.ActorSystem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Liveness: false once the thread that reads the journal's end is dead, which only a restart mends.
 * A database that is down is no reason to restart. Named in ops.conf.
 */
public final class TailCheck implements Supplier<CompletionStage<Boolean>> {
  private final Operations operations;

  public TailCheck(ActorSystem system) {
    operations = Operations.get(system);
  }

  @Override
  public CompletionStage<Boolean> get() {
    return CompletableFuture.completedFuture(
        operations.journal().map(journal -> journal.tailStatus().alive()).orElse(true));
  }
}
