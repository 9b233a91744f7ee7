package users.infrastructure;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Entities that are about to get their first event ever, so that nothing has to be read when they
 * start. Only who has made up an entity's id can know, and only for a moment: an entity that starts
 * later, or again, reads what is there. Were one told wrongly that nothing is, its first write
 * would fail, as the journal has its sequence number already, and it would start again. Until then
 * it would answer as if it had no events, but nobody asks for an id that nobody knows.
 */
public final class NewStreams implements Extension {
  private static final Id ID = new Id();

  /** Far more than an entity takes to start. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Map<String, Long> beginning = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  NewStreams(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Those of this node. */
  public static NewStreams get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /**
   * Sends an entity its first command.
   *
   * @param persistenceId made up just now, so that nobody else has had anything stored under it
   */
  public <T> CompletionStage<T> begin(String persistenceId, Supplier<CompletionStage<T>> command) {
    beginning.put(persistenceId, nanoTime.getAsLong());
    return command.get().whenComplete((answer, failure) -> beginning.remove(persistenceId));
  }

  /** Whether the entity that starts is new: true once, and within a second. */
  boolean take(String persistenceId) {
    Long since = beginning.remove(persistenceId);
    return since != null && nanoTime.getAsLong() - since < MOMENT.toNanos();
  }

  private static final class Id extends AbstractExtensionId<NewStreams> {
    @Override
    public NewStreams createExtension(ExtendedActorSystem system) {
      return new NewStreams(System::nanoTime);
    }
  }
}
