package users.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Three real nodes under load, stopped and killed. What fails here, fails in production; the longer
 * ones are in {@link LongFaultsIT}.
 */
@Tag("alone")
@TestMethodOrder(OrderAnnotation.class)
class ClusterIT {
  private static LocalCluster cluster;

  @BeforeAll
  static void start() {
    cluster = LocalCluster.start(3);
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  /** Before anybody has asked for a user. */
  @Test
  @Order(0)
  void aNewClusterSharesItsUsers() {
    await("each node has a third of the 100 shards")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              List<Integer> shards = shards();
              assertThat(shards).allMatch(n -> n >= 30);
              assertThat(shards.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
            });
  }

  @Test
  @Order(1)
  void aRollingRestartFailsNoRequest() throws Exception {
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      for (Node node : cluster.nodes()) {
        restart(node);
      }
    }
    assertThat(writers.failures()).isEmpty();
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  @Order(2)
  void aKilledNodeLosesAndDoublesNothing() throws Exception {
    Node victim = cluster.node(1);
    Node survivor = cluster.node(0);
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (Subscriber subscriber = Subscriber.start(List.of(victim, survivor))) {
      try (writers) {
        writers.awaitCreated(100);
        await("the subscriber hears the node")
            .until(() -> subscriber.streams() == 1 && !subscriber.heard().isEmpty());
        victim.kill();
        List<Node> survivors =
            cluster.nodes().stream().filter(node -> !node.equals(victim)).toList();
        await("the dead node is removed")
            .until(() -> survivors.stream().allMatch(node -> LocalCluster.upMembers(node) == 2));
        writers.awaitCreated(writers.created() + 100);
      }
      await("the subscriber has heard each event once, in order")
          .untilAsserted(
              () -> assertThat(subscriber.heard()).isEqualTo(Subscriber.batch(survivor)));
      assertThat(subscriber.heard()).doesNotHaveDuplicates();
      assertThat(subscriber.streams()).isGreaterThan(1);
    }
    assertThat(writers.longestWait()).isLessThan(Duration.ofSeconds(25));
    victim.start();
    cluster.awaitFormed();
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  @Order(3)
  void aKilledDatabaseLosesNothingAndNoNode() throws Exception {
    Writers writers = Writers.start(cluster.nodes(), 12);
    try (writers) {
      writers.awaitCreated(100);
      cluster.killPostgres();
      await("the outage shows in the metrics")
          .atMost(Duration.ofSeconds(15))
          .until(() -> cluster.node(0).get("/metrics").contains("\nusers_database_up 0.0"));
      assertThat(cluster.nodes()).allMatch(Node::isReady);
      cluster.startPostgres();
      int before = writers.created();
      await("writes are taken again")
          .atMost(Duration.ofSeconds(6))
          .until(() -> writers.created() > before + 12);
    }
    assertThat(writers.failures())
        .allMatch(failure -> failure.what().startsWith("503, Retry-After 2"));
    assertThat(cluster.nodes()).allMatch(node -> node.status("/alive") == 200);
    JournalCheck.everythingHolds(cluster, writers.acknowledged());
  }

  @Test
  @Order(4)
  void operatorsAreToldTheTruth() throws Exception {
    Node node = cluster.node(2);
    assertThat(node.post("/projections/user-view-1/pause")).isEqualTo(200);
    await("the pause shows")
        .atMost(Duration.ofSeconds(15))
        .until(() -> cluster.node(0).get("/projections").contains("\"paused\""));
    assertThat(node.post("/projections/user-view-1/resume")).isEqualTo(200);
    await("all runs again")
        .atMost(Duration.ofSeconds(15))
        .until(() -> !cluster.node(0).get("/projections").matches("(?s).*(paused|failed).*"));
    assertThat(node.post("/projections/nobody/pause")).isEqualTo(404);
    assertThat(node.status("/cluster/domain-events")).isEqualTo(404);
    cluster.signalPostgres("STOP");
    try {
      await("the silence shows")
          .atMost(Duration.ofSeconds(15))
          .until(() -> cluster.node(1).get("/projections").contains("\"unknown\""));
      assertThat(cluster.nodes()).allMatch(each -> each.isReady() && each.status("/alive") == 200);
    } finally {
      cluster.signalPostgres("CONT");
    }
  }

  private static void restart(Node node) {
    node.signal("TERM");
    node.awaitExit(Duration.ofSeconds(60));
    node.start();
    cluster.awaitFormed();
  }

  private static List<Integer> shards() {
    return cluster.nodes().stream()
        .map(node -> node.get("/cluster/shards/User").split("\"shardId\"", -1).length - 1)
        .toList();
  }
}
