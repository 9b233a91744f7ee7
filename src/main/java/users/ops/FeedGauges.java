package users.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import users.journal.Journal;
import users.journal.TailStatus;

/** How well this node reads the end of the journal, and whether the database answers at all. */
final class FeedGauges {
  private final MeterRegistry registry;
  private final Journal journal;
  private final Watch watch;

  private FeedGauges(MeterRegistry registry, Journal journal, Watch watch) {
    this.registry = registry;
    this.journal = journal;
    this.watch = watch;
  }

  static void register(MeterRegistry registry, Journal journal, Watch watch) {
    new FeedGauges(registry, journal, watch).register();
  }

  private void register() {
    gauge("users.database.up", "1 if the database answered lately", this::databaseUp);
    gauge(
        "users.database.silent.seconds",
        "Since the database last answered the watch",
        () -> since(watch.sight().at()));
    gauge(
        "users.feed.lag.events",
        "Events in the journal that this node's tail has not read, up to 10,000",
        () -> watch.sight().feed().events());
    gauge(
        "users.feed.lag.seconds",
        "Age of the oldest event that this node's tail has not read, at the last look",
        this::lagSeconds);
    gauge(
        "users.feed.read.age.seconds",
        "Since this node's tail last read successfully",
        () -> since(status().readAt()));
    gauge("users.feed.alive", "1 if the tail's thread runs", () -> status().alive() ? 1 : 0);
    gauge(
        "users.feed.held.back.seconds",
        "How long an open transaction has held back the feed",
        () -> seconds(status().heldBackFor()));
    gauge("users.feed.followers", "Who follows the feed here", () -> status().followers());
    counter("users.feed.failed.reads", "Reads that failed", TailStatus::failedReads);
    counter("users.feed.ring.hits", "Batches read from memory", TailStatus::ringHits);
    counter("users.feed.ring.misses", "Pages read from the database", TailStatus::ringMisses);
  }

  private double lagSeconds() {
    Sight sight = watch.sight();
    return seconds(sight.age(sight.feed(), watch.now()));
  }

  private double databaseUp() {
    return watch.sight().isStale(watch.now()) ? 0 : 1;
  }

  private TailStatus status() {
    return journal.tailStatus();
  }

  private double since(Instant then) {
    return seconds(Duration.between(then, watch.now()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  private void counter(
      String name, String description, java.util.function.ToDoubleFunction<TailStatus> value) {
    FunctionCounter.builder(name, journal, j -> value.applyAsDouble(j.tailStatus()))
        .description(description)
        .register(registry);
  }
}
