package users.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of three nodes is cut off; needs root, as it makes network namespaces. */
@Tag("faults")
class PartitionIT {

  @Test
  void theMinorityEndsAndTheMajorityTakesOver() throws Exception {
    Assumptions.assumeTrue(Namespaces.possible(), "no network namespaces here");
    try (Namespaces namespaces = Namespaces.create();
        LocalCluster cluster =
            LocalCluster.start(3, namespaces.places(), Namespaces.DATABASE_HOST)) {
      Writers writers = Writers.start(cluster.nodes(), 12);
      try (writers) {
        writers.awaitCreated(100);
        namespaces.cutOff(2);
        assertThat(cluster.node(2).awaitExit(Duration.ofSeconds(60))).isNotZero();
        await("the majority goes on")
            .atMost(Duration.ofSeconds(40))
            .until(
                () ->
                    LocalCluster.upMembers(cluster.node(0)) == 2
                        && LocalCluster.upMembers(cluster.node(1)) == 2);
        writers.awaitCreated(writers.created() + 100);
        namespaces.heal(2);
        cluster.node(2).start();
        cluster.awaitFormed();
      }
      JournalCheck.everythingHolds(cluster, writers.acknowledged());
    }
  }
}
