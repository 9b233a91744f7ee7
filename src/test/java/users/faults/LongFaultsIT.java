package users.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import users.faults.Writers.Acknowledged;

/** What takes minutes: {@code mvn verify -Pfaults}. Each test leaves three healthy nodes behind. */
@Tag("faults")
class LongFaultsIT {
  private static final Duration REMOVAL = Duration.ofSeconds(40);
  private static final int NO_ANSWER = 0;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(3);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  @Test
  void theOldestNodeNeedsNoSpecialCare() throws Exception {
    Node oldest = cluster.oldest();
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      oldest.kill();
      awaitMembers(others(oldest), 2);
      writers.awaitCreated(writers.created() + 100);
    }
    assertThat(writers.longestWait()).isLessThan(Duration.ofSeconds(25));
    oldest.start();
    cluster.awaitFormed();
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  void aNodeThatSleptFindsItselfRemovedAndEnds() throws Exception {
    Node sleeper = cluster.node(2);
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      sleeper.signal("STOP");
      TimeUnit.SECONDS.sleep(40);
      assertThat(others(sleeper)).allMatch(node -> LocalCluster.upMembers(node) == 2);
      String madeMeanwhile = newest(writers.acknowledged()).userId();
      sleeper.signal("CONT");
      await("the node ends, and until then never says that there is no such user")
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                assertThat(sleeper.statusOfUser(madeMeanwhile)).isIn(NO_ANSWER, 200, 503);
                return !sleeper.isAlive();
              });
      assertThat(sleeper.awaitExit(Duration.ofSeconds(1))).isNotZero();
      writers.awaitCreated(writers.created() + 100);
    }
    sleeper.start();
    cluster.awaitFormed();
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  void oneOfThreeLeftAloneEndsAndAllComeBack() throws Exception {
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      cluster.node(0).kill();
      cluster.node(1).kill();
      assertThat(cluster.node(2).awaitExit(Duration.ofSeconds(60))).isNotZero();
      cluster.nodes().forEach(Node::start);
      cluster.awaitFormed();
      writers.awaitCreated(writers.created() + 100);
    }
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  void aDatabaseThatIsAwayForAMinuteCostsNoNode() throws Exception {
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      cluster.stopPostgres();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (System.nanoTime() < end) {
        assertThat(cluster.nodes())
            .allMatch(node -> node.isReady() && node.status("/alive") == 200);
        TimeUnit.SECONDS.sleep(2);
      }
      assertThat(cluster.node(0).get("/projections")).contains("\"unknown\"");
      int before = writers.created();
      cluster.startPostgres();
      await("writes are taken again")
          .atMost(Duration.ofSeconds(6))
          .until(() -> writers.created() > before);
    }
    assertThat(writers.failures())
        .allMatch(failure -> failure.what().startsWith("503, Retry-After 2"));
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  /** As when they share a machine. Not once: what a crash takes back is a matter of moments. */
  @RepeatedTest(3)
  void theDatabaseAndANodeDieTogether(RepetitionInfo round) throws Exception {
    Node victim = cluster.node(round.getCurrentRepetition() - 1);
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      cluster.killPostgres();
      victim.kill();
      cluster.startPostgres();
      writers.awaitCreated(writers.created() + 100);
      awaitMembers(others(victim), 2);
      victim.start();
      cluster.awaitFormed();
    }
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  private static Acknowledged newest(List<Acknowledged> changes) {
    return changes.get(changes.size() - 1);
  }

  private static List<Node> others(Node one) {
    return cluster.nodes().stream().filter(node -> !node.equals(one)).toList();
  }

  private static void awaitMembers(List<Node> nodes, int count) {
    await()
        .atMost(REMOVAL)
        .until(() -> nodes.stream().allMatch(node -> LocalCluster.upMembers(node) == count));
  }
}
