package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.stream.javadsl.Sink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.domain.User;
import users.domain.UserEvent;
import users.infrastructure.Pace;

class JournalIT {
  private JournalUnderTest it;

  @BeforeEach
  void start() {
    it = JournalUnderTest.start();
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void withoutANudgeThePollFindsWhatIsNew() throws SQLException {
    var follower = it.follow(Position.START, SliceRange.ALL);

    try (Connection other = it.test.connection()) {
      EventWriter.store(other, "ann", 1);
    }

    await().untilAsserted(() -> assertThat(follower.names()).containsExactly("ann/1"));
  }

  @Test
  void whoCatchesUpWhileFourWriteGetsEveryEventOnceAndInOrder() {
    int each = 1500;
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 4)
            .mapToObj(n -> CompletableFuture.runAsync(() -> write("writer" + n, each)))
            .toList();
    await().until(() -> it.stored().size() > 500);
    var early = it.follow(Position.START, SliceRange.ALL);
    await().until(() -> it.stored().size() > 2500);
    var late = it.follow(Position.START, SliceRange.ALL);
    List<JournalUnderTest.Followed> parts =
        SliceRange.split(3).stream().map(slices -> it.follow(Position.START, slices)).toList();
    writers.forEach(CompletableFuture::join);

    List<Position> stored = it.stored();
    await().until(() -> early.events().size() >= stored.size());
    await().until(() -> late.events().size() >= stored.size());
    await().until(() -> parts.stream().mapToInt(p -> p.events().size()).sum() >= stored.size());

    assertThat(stored).hasSize(4 * each);
    assertThat(early.positions()).isEqualTo(stored);
    assertThat(late.positions()).isEqualTo(stored);
    assertThat(parts)
        .allSatisfy(part -> assertThat(part.positions()).isSorted().doesNotHaveDuplicates());
    assertThat(parts.stream().flatMap(part -> part.positions().stream()).sorted().toList())
        .isEqualTo(stored);
  }

  @Test
  void theFeedIsPagedByTypeAndUser() {
    it.store("ann", 1);
    it.store("bob", 1);
    it.store("ann", 2);

    assertThat(names(it.journal.after(Position.START, 2, Set.of(), Optional.empty())))
        .containsExactly("ann/1", "bob/1");
    assertThat(names(it.journal.after(it.stored().get(1), 2, Set.of(), Optional.empty())))
        .containsExactly("ann/2");
    assertThat(names(it.journal.after(Position.START, 9, Set.of("user-created"), Optional.empty())))
        .containsExactly("ann/1", "bob/1");
    assertThat(names(it.journal.after(Position.START, 9, Set.of("user-%"), Optional.empty())))
        .isEmpty();
    assertThat(
            names(
                it.journal.after(
                    Position.START,
                    9,
                    Set.of("user-welcomed", "user-created"),
                    Optional.of("ann"))))
        .containsExactly("ann/1", "ann/2");
    assertThat(names(it.journal.history("ann", 1, 10))).containsExactly("ann/2");
    assertThat(result(it.journal.head())).isEqualTo(it.stored().get(2));
    assertThat(result(it.journal.newest())).isEqualTo(it.stored().get(2));
  }

  @Test
  void aUserIsKnownAsOfEachVersionAndTime() {
    it.store("ann", 1);
    it.store("ann", 2);
    Instant created = Instant.parse("2026-01-01T12:00:01Z");

    assertThat(result(it.journal.userAt("ann", 1)).orElseThrow())
        .satisfies(ann -> assertThat(ann.version()).isEqualTo(1))
        .satisfies(ann -> assertThat(((User.Living) ann.user()).welcomed()).isFalse());
    assertThat(result(it.journal.user("ann")).orElseThrow())
        .satisfies(ann -> assertThat(ann.version()).isEqualTo(2))
        .satisfies(ann -> assertThat(((User.Living) ann.user()).welcomed()).isTrue());
    assertThat(result(it.journal.userAt("ann", created)).orElseThrow().version()).isEqualTo(1);
    assertThat(result(it.journal.userAt("ann", created.minusMillis(1)))).isEmpty();
    assertThat(result(it.journal.user("nobody"))).isEmpty();
  }

  @Test
  void aProjectionGoesOnAfterItsOffset() {
    it.store("ann", 1);
    it.store("ann", 2);
    var source = new FeedSource(it.journal, SliceRange.ALL, Pace.NONE);
    Optional<String> saved = Optional.of(it.stored().get(0).toString());

    FeedBatch batch =
        result(
            result(source.source(() -> CompletableFuture.completedFuture(saved)))
                .runWith(Sink.head(), it.testKit.system()));

    assertThat(batch.events().stream().map(JournalEvent::version)).containsExactly(2L);
    assertThat(source.extractOffset(batch)).isEqualTo(it.stored().get(1).toString());
  }

  @Test
  void anEventThatCannotBeReadHurtsOnlyWhoReadsIt() throws SQLException {
    var follower = it.follow(Position.START, SliceRange.ALL);
    try (Connection connection = it.test.connection()) {
      EventWriter.store(connection, "bad", 1, "{\"type\":\"no-such-event\"}");
    }
    it.store("ann", 1);

    await().untilAsserted(() -> assertThat(follower.names()).containsExactly("bad/1", "ann/1"));
    assertThat(follower.events().get(1).event()).isInstanceOf(UserEvent.Created.class);
  }

  @Test
  void aPositionFromAnotherLifeIsNotKnown() {
    it.store("ann", 1);

    assertThat(result(it.journal.knows(it.stored().get(0)))).isTrue();
    assertThat(result(it.journal.knows(new Position(1L << 50, 1)))).isFalse();
  }

  @Test
  void whatAnOpenTransactionKeepsBackIsCountedButCannotBeRead() throws SQLException {
    try (Connection older = it.test.connection()) {
      older.setAutoCommit(false);
      EventWriter.store(older, "ann", 1);
      it.store("bob", 1);

      assertThat(waiting())
          .extracting(Backlog::events, Backlog::readable)
          .containsExactly(1L, false);

      older.commit();
    }
    assertThat(waiting()).extracting(Backlog::events, Backlog::readable).containsExactly(2L, true);
  }

  private Backlog waiting() {
    return result(it.database.call(Backlog.after(Position.START, SliceRange.ALL)));
  }

  private void write(String userId, int events) {
    for (int version = 1; version <= events; version++) {
      it.store(userId, version);
    }
  }

  private static List<String> names(CompletionStage<List<JournalEvent>> page) {
    return result(page).stream().map(event -> event.userId() + "/" + event.version()).toList();
  }

  private static <T> T result(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
