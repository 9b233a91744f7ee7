package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;

/** Two nodes of a cluster, which poll so rarely that only a nudge can explain what arrives. */
class NudgesIT {
  private static final String NODE =
      """
      akka.actor.provider = cluster
      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      users.journal.poll-interval = 10m
      """;

  private static JournalUnderTest one;
  private static JournalUnderTest other;
  private static JournalUnderTest.Followed follower;

  @BeforeAll
  static void twoNodes() {
    TestDatabase test = TestDatabase.create();
    one = JournalUnderTest.start(test, NODE);
    other = JournalUnderTest.start(test, NODE);
    follower = other.follow(Position.START, SliceRange.ALL);
    join();
    reachEachOther();
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  @Test
  void whatOneNodeStoresReachesTheOther() {
    one.store("ann", 1);

    await().until(() -> follower.names().contains("ann/1"));
    assertThat(follower.positions()).isEqualTo(one.stored());
  }

  @Test
  void howeverOftenItIsNudgedAllThatIsStoredArrives() {
    for (int version = 1; version <= 500; version++) {
      one.store("bob", version);
    }

    await().until(() -> follower.names().contains("bob/500"));
    assertThat(follower.positions()).isEqualTo(one.stored());
  }

  private static void join() {
    Cluster first = Cluster.get(one.testKit.system());
    Cluster second = Cluster.get(other.testKit.system());
    first.manager().tell(Join.create(first.selfMember().address()));
    second.manager().tell(Join.create(first.selfMember().address()));
    await().until(() -> second.selfMember().status().equals(MemberStatus.up()));
  }

  /**
   * Nodes that are up learn only after a while who follows the topic of nudges; until then they
   * nudge nobody.
   */
  private static void reachEachOther() {
    var version = new AtomicInteger();
    await()
        .until(
            () -> {
              one.store("warm-up", version.incrementAndGet());
              return !follower.events().isEmpty();
            });
  }
}
