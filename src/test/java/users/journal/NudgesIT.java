package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;

/** Two nodes of a cluster, which poll so rarely that only a nudge can explain what arrives. */
class NudgesIT {
  private static final String NODE =
      """
      akka.actor.provider = cluster
      akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
      users.journal.poll-interval = 60s
      """;

  @Test
  void whatOneNodeStoresReachesTheOtherAtOnce() {
    TestDatabase test = TestDatabase.create();
    try (JournalUnderTest one = JournalUnderTest.start(test, NODE);
        JournalUnderTest other = JournalUnderTest.start(test, NODE)) {
      join(one, other);
      var follower = other.follow(Position.START, SliceRange.ALL);
      var version = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                one.store("warm-up", version.incrementAndGet());
                return !follower.events().isEmpty();
              });

      one.store("ann", 1);

      await().atMost(Duration.ofSeconds(15)).until(() -> follower.names().contains("ann/1"));
      assertThat(follower.positions()).isEqualTo(one.stored());
    }
  }

  @Test
  void howeverOftenItIsNudgedAllThatIsStoredArrives() {
    TestDatabase test = TestDatabase.create();
    try (JournalUnderTest one = JournalUnderTest.start(test, NODE);
        JournalUnderTest other = JournalUnderTest.start(test, NODE)) {
      join(one, other);
      var follower = other.follow(Position.START, SliceRange.ALL);
      for (int version = 1; version <= 500; version++) {
        one.store("ann", version);
      }
      one.journal.nudge();

      await().atMost(Duration.ofSeconds(30)).until(() -> follower.events().size() == 500);
    }
  }

  private static void join(JournalUnderTest one, JournalUnderTest other) {
    Cluster first = Cluster.get(one.testKit.system());
    Cluster second = Cluster.get(other.testKit.system());
    first.manager().tell(Join.create(first.selfMember().address()));
    second.manager().tell(Join.create(first.selfMember().address()));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                first.state().getMembers().iterator().hasNext()
                    && second.selfMember().status().toString().equals("Up"));
  }
}
