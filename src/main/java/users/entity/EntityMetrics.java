package users.entity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import users.infrastructure.Metrics;

/** What the users of this node cost the journal: how long it takes to store and to read back. */
final class EntityMetrics {
  private final Timer persist;
  private final Timer recovery;
  private final Counter restarts;

  EntityMetrics(MeterRegistry registry) {
    persist =
        Metrics.histogram("users.persist", "From a decision to its events' commit")
            .register(registry);
    recovery =
        Metrics.histogram("users.recovery", "From the start of a user's actor to its being up")
            .register(registry);
    restarts =
        Counter.builder("users.entity.restarts")
            .description("Users read back anew as the journal failed them")
            .register(registry);
  }

  void persisted(long startedNanos) {
    persist.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  void recovered(long startedNanos) {
    recovery.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  void restarted() {
    restarts.increment();
  }
}
