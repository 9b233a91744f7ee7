package users.ops;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.StreamSupport;
import users.infrastructure.Door;
import users.infrastructure.Shards;

/** The cluster as this node sees it, and the users that live on this node. */
final class ClusterGauges {
  private static final String ENTITY_TYPE = "User";
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Cluster cluster;
  private volatile int shards;
  private volatile int entities;

  private ClusterGauges(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  static void register(MeterRegistry registry, ActorSystem<?> system) {
    var gauges = new ClusterGauges(system);
    Shards shards = Shards.of(system, ENTITY_TYPE);
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO, INTERVAL, () -> gauges.ask(shards), system.executionContext());
    gauges.register(registry, Door.get(system));
  }

  private void register(MeterRegistry registry, Door door) {
    Gauge.builder("users.shards", () -> shards)
        .description("Shards that live on this node")
        .register(registry);
    Gauge.builder("users.entities", () -> entities)
        .description("Users in the memory of this node")
        .register(registry);
    Gauge.builder("users.draining", () -> door.isClosing() ? 1 : 0)
        .description("1 if this node is about to stop")
        .register(registry);
    Gauge.builder("users.cluster.unreachable", () -> cluster.state().getUnreachable().size())
        .description("Members that this node holds for unreachable")
        .register(registry);
    Gauge.builder("users.cluster.up", () -> members(MemberStatus.up()))
        .description("Members that this node knows as up")
        .register(registry);
  }

  private long members(MemberStatus status) {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(status))
        .count();
  }

  private void ask(Shards ofUsers) {
    ofUsers.counts().thenAccept(this::count);
  }

  private void count(ShardRegion.ShardRegionStats stats) {
    shards = stats.getStats().size();
    entities = stats.getStats().values().stream().mapToInt(n -> ((Number) n).intValue()).sum();
  }
}
