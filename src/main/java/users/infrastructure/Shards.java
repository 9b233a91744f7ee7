package users.infrastructure;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.UniqueAddress;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import scala.concurrent.duration.FiniteDuration;

/** This node's part in the sharding of an entity type. */
public final class Shards {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** To the coordinator, which waits for the nodes, and back. */
  private static final Duration WAY = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final String entityType;

  private Shards(ActorSystem<?> system, String entityType) {
    this.system = system;
    this.entityType = entityType;
  }

  /** The sharding of that entity type; it must have been initialised. */
  public static Shards of(ActorSystem<?> system, String entityType) {
    return new Shards(system, entityType);
  }

  /** Completes when the coordinator counts on this node: before, all that is asked of it waits. */
  public CompletionStage<Done> whenShared() {
    return isShared()
        .exceptionally(notYet -> false)
        .thenCompose(
            shared ->
                shared
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : Patterns.after(PAUSE, system, this::whenShared));
  }

  /**
   * Completes when the nodes of the cluster have been up, and the same, for two seconds. Those of a
   * new cluster come one after the other, and the first would be given all shards.
   */
  public CompletionStage<Done> whenSettled() {
    List<UniqueAddress> nodes = nodesUp();
    return Patterns.after(QUIET, system, () -> CompletableFuture.completedFuture(nodesUp()))
        .thenCompose(
            now ->
                now.equals(nodes) && !nodes.isEmpty()
                    ? CompletableFuture.completedFuture(Done.getInstance())
                    : whenSettled());
  }

  /** Ids of entities, one in each shard: whoever asks them all makes sure that each has a home. */
  public static List<String> oneIdEach(int shards) {
    var seen = new HashSet<String>();
    return LongStream.iterate(0, n -> n + 1)
        .mapToObj(n -> new UUID(0, n).toString())
        .filter(id -> seen.add(shardOf(id, shards)))
        .limit(shards)
        .toList();
  }

  /** The shard that an entity is in, as Akka's {@code HashCodeMessageExtractor} has it. */
  public static String shardOf(String entityId, int shards) {
    return String.valueOf(Math.abs(entityId.hashCode() % shards));
  }

  /** How many entities each shard of this node has. */
  public CompletionStage<ShardRegion.ShardRegionStats> counts() {
    return Patterns.ask(region(), ShardRegion.getRegionStatsInstance(), PATIENCE)
        .thenApply(ShardRegion.ShardRegionStats.class::cast);
  }

  /** The same of every node; of one that does not answer within a second, nothing. */
  public CompletionStage<Map<Address, ShardRegion.ShardRegionStats>> countsByNode() {
    return Patterns.ask(
            region(),
            new ShardRegion.GetClusterShardingStats(FiniteDuration.fromNanos(PATIENCE.toNanos())),
            PATIENCE.plus(WAY))
        .thenApply(ShardRegion.ClusterShardingStats.class::cast)
        .thenApply(ShardRegion.ClusterShardingStats::getRegions);
  }

  /** Nobody while one is on its way in or out. */
  private List<UniqueAddress> nodesUp() {
    var nodes = new ArrayList<UniqueAddress>();
    for (Member member : Cluster.get(system).state().getMembers()) {
      if (!member.status().equals(MemberStatus.up())) {
        return List.of();
      }
      nodes.add(member.uniqueAddress());
    }
    return nodes;
  }

  private CompletionStage<Boolean> isShared() {
    return Patterns.ask(region(), ShardRegion.getCurrentRegionsInstance(), PATIENCE)
        .thenApply(ShardRegion.CurrentRegions.class::cast)
        .thenApply(
            known -> known.getRegions().contains(Cluster.get(system).selfMember().address()));
  }

  private ActorRef region() {
    return ClusterSharding.get(system.classicSystem()).shardRegion(entityType);
  }
}
