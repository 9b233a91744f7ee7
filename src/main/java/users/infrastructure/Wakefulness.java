package users.infrastructure;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.cluster.Cluster;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this process has been awake. One that was stopped (SIGSTOP, a frozen virtual machine) for
 * so long that the other nodes may have removed it learns of that only seconds after it wakes, and
 * ends itself. What its actors remember may be out of date until then.
 *
 * <p>It goes by {@link System#nanoTime}, which stands still while the machine itself sleeps: a
 * laptop that was closed is the same after.
 */
public final class Wakefulness implements Extension {
  private static final Id ID = new Id();
  private static final String STABLE_AFTER = "akka.cluster.split-brain-resolver.stable-after";
  private static final Duration TICK = Duration.ofSeconds(1);

  /** A node that was removed has ended itself 16 s after it woke. */
  private static final Duration DOUBT = Duration.ofSeconds(20);

  private final LongSupplier nanoTime;
  private final long longestSleep;
  private final BooleanSupplier alone;
  private volatile long awakeAt;
  private volatile long certainFrom;

  /**
   * @param longestSleep after which others may have taken over, but no sooner
   * @param alone whether there is nobody who could
   */
  Wakefulness(LongSupplier nanoTime, Duration longestSleep, BooleanSupplier alone) {
    this.nanoTime = nanoTime;
    this.longestSleep = longestSleep.toNanos();
    this.alone = alone;
    this.awakeAt = nanoTime.getAsLong();
    this.certainFrom = awakeAt;
  }

  /** That of this node. */
  public static Wakefulness get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** False for a while after too long a sleep, unless the node is alone. */
  public boolean isCertain() {
    long now = nanoTime.getAsLong();
    if (now - awakeAt > longestSleep && !alone.getAsBoolean()) {
      certainFrom = now + DOUBT.toNanos();
    }
    awakeAt = now;
    return now - certainFrom >= 0;
  }

  private static final class Id extends AbstractExtensionId<Wakefulness> {
    @Override
    public Wakefulness createExtension(ExtendedActorSystem system) {
      Cluster cluster = Cluster.get(system);
      var wakefulness =
          new Wakefulness(
              System::nanoTime,
              system.settings().config().getDuration(STABLE_AFTER),
              () -> cluster.state().members().size() <= 1);
      system
          .scheduler()
          .scheduleAtFixedRate(TICK, TICK, wakefulness::isCertain, system.dispatcher());
      return wakefulness;
    }
  }
}
