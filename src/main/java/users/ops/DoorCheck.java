package users.ops;

import akka.actor.ActorSystem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import users.infrastructure.Door;

/**
 * Readiness: true from when requests are taken until the node is to stop, long before it closes.
 * Named in ops.conf.
 */
public final class DoorCheck implements Supplier<CompletionStage<Boolean>> {
  private final Door door;

  public DoorCheck(ActorSystem system) {
    door = Door.get(system);
  }

  @Override
  public CompletionStage<Boolean> get() {
    return CompletableFuture.completedFuture(door.isOpen());
  }
}
