package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import org.junit.jupiter.api.Test;

class ShardsTest {
  @Test
  void anIdIsInEachShard() {
    var sharding = new HashCodeMessageExtractor<String>(100);

    assertThat(Shards.oneIdEach(100).stream().map(sharding::shardId).distinct()).hasSize(100);
  }
}
