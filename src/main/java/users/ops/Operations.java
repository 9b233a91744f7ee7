package users.ops;

import akka.actor.AbstractExtensionId;
import akka.actor.ClassicActorSystemProvider;
import akka.actor.ExtendedActorSystem;
import akka.actor.Extension;
import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.infrastructure.Database;
import users.infrastructure.Metrics;
import users.infrastructure.PoolMetrics;
import users.journal.Journal;
import users.journal.SliceRange;
import users.view.UserViewRebuild;

/**
 * What operators see of a node, on the port of Akka Management. The routes and the health checks
 * are made by Akka, by the names in ops.conf; they find the rest here.
 */
public final class Operations implements Extension {
  private static final Id ID = new Id();

  private volatile Optional<Watch> watch = Optional.empty();
  private volatile Optional<Journal> journal = Optional.empty();
  private volatile Map<String, UserViewRebuild> rebuilds = Map.of();

  private Operations() {}

  /**
   * Starts to watch the journal and its projections, and to measure.
   *
   * @param database to be measured; the watch has a pool of its own
   * @param projections names of those that are split by {@code users.projection.instances}
   * @param rebuilds how to fill anew what a projection fills, by its name
   */
  public static SystemReport start(
      ActorSystem<?> system,
      Database database,
      Journal journal,
      List<String> projections,
      Map<String, UserViewRebuild> rebuilds,
      Clock clock) {
    var registry = Metrics.get(system).registry();
    Config config = system.settings().config();
    var slices = SliceRange.split(config.getInt("users.projection.instances"));
    Database own = Database.open(config.getConfig("users.database"), "users-ops", 1);
    var watch = new Watch(own, journal, projections, slices, clock);
    FeedGauges.register(registry, journal, watch);
    ProjectionGauges.register(registry, watch);
    PoolMetrics.registerJournal(system);
    PoolMetrics.register(system, database);
    PoolMetrics.register(system, own);
    ClusterGauges.register(registry, system);
    watch.start();
    system.getWhenTerminated().whenComplete((done, failure) -> watch.stop());
    Operations operations = get(system);
    operations.watch = Optional.of(watch);
    operations.journal = Optional.of(journal);
    operations.rebuilds = Map.copyOf(rebuilds);
    return new SystemReport(system, database, journal, watch);
  }

  static Operations get(ClassicActorSystemProvider system) {
    return ID.get(system);
  }

  /** Empty until {@link #start}. */
  Optional<Watch> watch() {
    return watch;
  }

  /** Empty until {@link #start}. */
  Optional<Journal> journal() {
    return journal;
  }

  /** How to fill anew what the projection fills, if that can be done. */
  Optional<UserViewRebuild> rebuildOf(String projection) {
    return Optional.ofNullable(rebuilds.get(projection));
  }

  private static final class Id extends AbstractExtensionId<Operations> {
    @Override
    public Operations createExtension(ExtendedActorSystem system) {
      return new Operations();
    }
  }
}
