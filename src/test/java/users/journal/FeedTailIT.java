package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.stream.Attributes;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;

class FeedTailIT {
  /** What arrives in time was not found by the poll. */
  private static final String RARE_POLLS = "users.journal.poll-interval = 60s";

  @Test
  void aNudgeMakesTheTailReadAtOnce() {
    try (JournalUnderTest it = JournalUnderTest.start(TestDatabase.create(), RARE_POLLS)) {
      var follower = it.follow(Position.START, SliceRange.ALL);

      for (int version = 1; version <= 100; version++) {
        it.store("ann", version);
        int expected = version;
        await()
            .pollInterval(Duration.ofMillis(1))
            .until(() -> follower.events().size() == expected);
      }
    }
  }

  @Test
  void anEventOfAnOpenTransactionArrivesInOrderAsSoonAsItIsCommitted() throws SQLException {
    try (JournalUnderTest it = JournalUnderTest.start(TestDatabase.create(), RARE_POLLS)) {
      var follower = it.follow(Position.START, SliceRange.ALL);
      try (Connection slow = it.test.connection()) {
        slow.setAutoCommit(false);
        EventWriter.store(slow, "slow", 1);
        it.store("quick", 1);
        await().until(() -> !it.journal.tailStatus().heldBackFor().isZero());

        assertThat(follower.names()).isEmpty();
        assertThat(result(it.journal.after(Position.START, 9, Set.of(), Optional.empty())))
            .isEmpty();
        assertThat(result(it.journal.head())).isEqualTo(Position.START);
        assertThat(result(it.journal.newest())).isEqualTo(it.stored().get(0));

        slow.commit();
      }

      // Nobody nudges for that commit.
      await()
          .untilAsserted(() -> assertThat(follower.names()).containsExactly("slow/1", "quick/1"));
      assertThat(follower.positions()).isEqualTo(it.stored());
    }
  }

  @Test
  void aFollowerThatIsTooSlowForTheRingReadsTheDatabaseAndMissesNothing() {
    try (JournalUnderTest it =
        JournalUnderTest.start(TestDatabase.create(), "users.journal.ring-size = 64")) {
      var slow =
          it.journal
              .follow(Position.START, SliceRange.ALL)
              .runWith(
                  Sink.<List<JournalEvent>>queue().withAttributes(Attributes.inputBuffer(1, 1)),
                  it.testKit.system());
      it.store("first", 1);
      var seen = new ArrayList<>(pull(slow));
      IntStream.rangeClosed(1, 2000).forEach(version -> it.store("ann", version));
      await().until(() -> it.journal.tailPosition().equals(it.stored().get(2000)));
      long missesBefore = it.journal.tailStatus().ringMisses();

      while (seen.size() < 2001) {
        seen.addAll(pull(slow));
      }

      assertThat(seen.stream().map(JournalEvent::position).toList()).isEqualTo(it.stored());
      assertThat(it.journal.tailStatus().ringMisses()).isGreaterThan(missesBefore);
    }
  }

  @Test
  void whileNobodyFollowsTheTailKeepsToTheEndAndWhoComesHasAll() {
    try (JournalUnderTest it = JournalUnderTest.start()) {
      IntStream.rangeClosed(1, 100).forEach(version -> it.store("ann", version));
      await().until(() -> it.journal.tailPosition().equals(it.stored().get(99)));

      var ofAll = it.follow(Position.START, SliceRange.ALL);
      var ofNew = it.follow(it.stored().get(99), SliceRange.ALL);
      it.store("bob", 1);

      await().untilAsserted(() -> assertThat(ofAll.positions()).isEqualTo(it.stored()));
      await().untilAsserted(() -> assertThat(ofNew.names()).containsExactly("bob/1"));
      assertThat(it.journal.tailStatus().ringMisses()).isPositive();
    }
  }

  @Test
  void anEventThatIsHeldBackIsToldOfWhileNobodyFollows() throws SQLException {
    try (JournalUnderTest it = JournalUnderTest.start();
        Connection slow = it.test.connection()) {
      slow.setAutoCommit(false);
      EventWriter.store(slow, "slow", 1);
      it.store("quick", 1);

      await().until(() -> !it.journal.tailStatus().heldBackFor().isZero());
      assertThat(it.journal.tailPosition()).isEqualTo(Position.START);

      slow.commit();
      await().until(() -> it.journal.tailPosition().equals(it.stored().get(1)));
      assertThat(it.journal.tailStatus().heldBackFor()).isZero();
    }
  }

  @Test
  void anIdleNodeWithTenFollowersAsksTheDatabaseAFewTimesASecond() {
    try (JournalUnderTest it = JournalUnderTest.start()) {
      IntStream.range(0, 10).forEach(n -> it.follow(Position.START, SliceRange.ALL));
      await().until(() -> it.journal.tailStatus().followers() == 10);
      Duration window = Duration.ofSeconds(5);
      long before = statements(it);
      Instant end = Instant.now().plus(window);
      await().atMost(window.plusSeconds(2)).until(() -> Instant.now().isAfter(end));

      assertThat((statements(it) - before) / (double) window.toSeconds()).isBetween(1.0, 8.0);
    }
  }

  @Test
  void followersGoOnWhenTheDatabaseIsBack() {
    try (JournalUnderTest it = JournalUnderTest.start()) {
      var follower = it.follow(Position.START, SliceRange.ALL);
      it.store("before", 1);
      await().untilAsserted(() -> assertThat(follower.names()).containsExactly("before/1"));
      it.test.goDown();
      await().until(() -> it.journal.tailStatus().failedReads() > 1);

      it.test.comeBack();
      Instant back = Instant.now();
      await().ignoreExceptions().until(() -> storeOnce(it));

      await()
          .untilAsserted(() -> assertThat(follower.names()).containsExactly("before/1", "after/1"));
      assertThat(it.journal.tailReadAt()).isAfter(back);
    }
  }

  @Test
  void afterItsStreamsEndTheTailForgetsThem() {
    try (JournalUnderTest it = JournalUnderTest.start()) {
      var follower = it.follow(Position.START, SliceRange.ALL);
      await().until(() -> it.journal.tailStatus().followers() == 1);

      follower.stop().shutdown();

      await().until(() -> it.journal.tailStatus().followers() == 0);
    }
  }

  private static boolean storeOnce(JournalUnderTest it) {
    if (it.stored().size() < 2) {
      it.store("after", 1);
    }
    return true;
  }

  private static List<JournalEvent> pull(SinkQueueWithCancel<List<JournalEvent>> queue) {
    return queue.pull().toCompletableFuture().join().orElseThrow();
  }

  private static <T> T result(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static long statements(JournalUnderTest it) {
    try (var connection = it.test.connection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT xact_commit + xact_rollback FROM pg_stat_database"
                    + " WHERE datname = current_database()")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
