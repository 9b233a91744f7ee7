package users.infrastructure;

import akka.Done;
import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.CoordinatedShutdown;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether clients should come to this node. A node that is to stop says at once that it is not
 * ready any more and asks its clients to go elsewhere, but serves who comes for {@code users.drain}
 * longer.
 */
public final class Door implements Extension {
  private static final Id ID = new Id();

  private final CompletableFuture<Done> closing = new CompletableFuture<>();
  private volatile boolean open;

  private Door(ExtendedActorSystem system) {
    Duration drain = system.settings().config().getDuration("users.drain");
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "drain",
            () -> {
              closing.complete(Done.getInstance());
              return Patterns.after(open ? drain : Duration.ZERO, system, () -> closing);
            });
  }

  /** The door of this system. */
  public static Door get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** To be called when requests are taken. */
  public void open() {
    open = true;
  }

  /** Whether clients are welcome. */
  public boolean isOpen() {
    return open && !isClosing();
  }

  /** Whether the node is to stop. */
  public boolean isClosing() {
    return closing.isDone();
  }

  /** Completes when the node is to stop: for answers that would otherwise never end. */
  public CompletionStage<Done> whenClosing() {
    return closing.minimalCompletionStage();
  }

  private static final class Id extends AbstractExtensionId<Door> {
    @Override
    public Door createExtension(ExtendedActorSystem system) {
      return new Door(system);
    }
  }
}
