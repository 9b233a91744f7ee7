package users.entity;

import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import users.infrastructure.Shards;

/**
 * Ids of new users who will live on this node, so that their first command has no way to go. It is
 * a preference: where shards have moved since the last look, the command finds its way.
 */
final class LocalIds {
  private static final Duration LOOK = Duration.ofSeconds(5);

  /** With a third of the shards here, one in 3,000 ids is of another node. */
  private static final int TRIES = 20;

  private final Supplier<String> ids;
  private final int shards;
  private volatile Set<String> here = Set.of();

  LocalIds(Supplier<String> ids, int shards) {
    this.ids = ids;
    this.shards = shards;
  }

  /** Looks every five seconds which shards are here. */
  static LocalIds start(ActorSystem<?> system) {
    var ids =
        new LocalIds(
            UserId::next,
            system.settings().config().getInt("akka.cluster.sharding.number-of-shards"));
    Shards all = Shards.of(system, UserEntity.KEY.name());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO,
            LOOK,
            () -> all.counts().thenAccept(counts -> ids.preferred(counts.getStats().keySet())),
            system.executionContext());
    return ids;
  }

  void preferred(Set<String> shardsHere) {
    here = Set.copyOf(shardsHere);
  }

  String next() {
    Set<String> preferred = here;
    return Stream.generate(ids)
        .limit(preferred.isEmpty() ? 1 : TRIES)
        .filter(id -> preferred.contains(Shards.shardOf(id, shards)))
        .findFirst()
        .orElseGet(ids);
  }
}
