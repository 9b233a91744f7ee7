package users.ops;

import akka.actor.ActorSystem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import users.infrastructure.Door;
import users.infrastructure.Wakefulness;

/**
 * Readiness: true from when requests are taken until the node is to stop, long before it closes;
 * not after it slept so long that its users may live elsewhere. Named in ops.conf.
 */
public final class DoorCheck implements Supplier<CompletionStage<Boolean>> {
  private final Door door;
  private final Wakefulness wakefulness;

  public DoorCheck(ActorSystem system) {
    door = Door.get(system);
    wakefulness = Wakefulness.get(system);
  }

  @Override
  public CompletionStage<Boolean> get() {
    return CompletableFuture.completedFuture(door.isOpen() && wakefulness.isCertain());
  }
}
