package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalIdsTest {
  private static final int SHARDS = 100;

  private final HashCodeMessageExtractor<String> sharding = new HashCodeMessageExtractor<>(SHARDS);
  private final LocalIds ids = new LocalIds(UserId::next, SHARDS);

  @Test
  void areOfTheShardsThatAreHere() {
    Set<String> third =
        Stream.iterate(0, n -> n < SHARDS, n -> n + 3)
            .map(String::valueOf)
            .collect(Collectors.toSet());
    ids.preferred(third);

    assertThat(Stream.generate(ids::next).limit(200).filter(id -> third.contains(shard(id))))
        .hasSizeGreaterThan(190);
  }

  @Test
  void areOfAnyShardWhileNoneIsKnownOrNoneIsFound() {
    assertThat(ids.next()).hasSize(36);
    ids.preferred(Set.of("none"));
    assertThat(ids.next()).hasSize(36);
  }

  private String shard(String id) {
    return sharding.shardId(id);
  }
}
