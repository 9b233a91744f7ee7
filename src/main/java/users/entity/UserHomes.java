package users.entity;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.ShardRegion.ShardRegionStats;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import users.infrastructure.Shards;

/**
 * On which node each user lives, by a look every five seconds. It may be wrong by now, so it is for
 * those only who lose nothing but time by that.
 */
public final class UserHomes {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final int shards;
  private volatile Map<String, Address> nodeByShard = Map.of();

  private UserHomes(int shards) {
    this.shards = shards;
  }

  /** Begins to look; before the first look the home of nobody is known. */
  public static UserHomes start(ActorSystem<?> system) {
    var homes =
        new UserHomes(system.settings().config().getInt("akka.cluster.sharding.number-of-shards"));
    Shards all = Shards.of(system, UserEntity.KEY.name());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            LOOK,
            LOOK,
            () -> all.countsByNode().thenAccept(homes::seen),
            system.executionContext());
    return homes;
  }

  /** The node, which may be this one; empty if its shard has no home yet. */
  public Optional<Address> of(String userId) {
    return Optional.ofNullable(nodeByShard.get(Shards.shardOf(userId, shards)));
  }

  private void seen(Map<Address, ShardRegionStats> nodes) {
    var found = new HashMap<String, Address>();
    nodes.forEach(
        (node, stats) -> stats.getStats().keySet().forEach(shard -> found.put(shard, node)));
    nodeByShard = found;
  }
}
