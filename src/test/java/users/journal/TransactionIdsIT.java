package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;

/** A dump restored into a cluster whose transaction ids are behind. */
class TransactionIdsIT {
  private static final long AHEAD = 5_000_000_000_000L;

  private final TestDatabase test = TestDatabase.create();

  @BeforeEach
  void restoreADump() throws SQLException {
    // In the feed's order: normal, a, b, c, d. The orderings of b and c are not in that order.
    restore("normal", 1, 1);
    restore("a", AHEAD, 10);
    restore("b", AHEAD + 5, 30);
    restore("c", AHEAD + 6, 20);
    restore("d", AHEAD + 9, 40);
    test.execute("SELECT setval('event_journal_ordering_seq', 40)");
    offset("before-all", new Position(0, 0));
    offset("at-normal", new Position(1, 1));
    offset("before-a", new Position(AHEAD, 9));
    offset("at-b", new Position(AHEAD + 5, 30));
    offset("at-d", new Position(AHEAD + 9, 40));
    offset("somebody-elses", "12");
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void eventsKeepTheirOrderAndNewOnesComeAfterThem() {
    try (JournalUnderTest it = JournalUnderTest.start(test, "")) {
      var follower = it.follow(Position.START, SliceRange.ALL);
      it.store("new", 1);

      await()
          .untilAsserted(
              () ->
                  assertThat(follower.names())
                      .containsExactly("normal/1", "a/1", "b/1", "c/1", "d/1", "new/1"));
      assertThat(follower.positions()).isEqualTo(it.stored()).doesNotHaveDuplicates();
    }
  }

  @Test
  void projectionsGoOnWithTheEventTheyWouldHaveSeenNext() {
    try (JournalUnderTest it = JournalUnderTest.start(test, "")) {
      assertThat(next(it, "before-all")).isEqualTo("normal/1");
      assertThat(next(it, "at-normal")).isEqualTo("a/1");
      assertThat(next(it, "before-a")).isEqualTo("a/1");
      assertThat(next(it, "at-b")).isEqualTo("c/1");
      it.store("new", 1);
      assertThat(next(it, "at-d")).isEqualTo("new/1");
      assertThat(offset("somebody-elses")).isEqualTo("12");
    }
  }

  @Test
  void nodesThatStartAtOnceMendOnce() throws SQLException {
    List<CompletableFuture<Void>> nodes =
        Stream.generate(() -> CompletableFuture.runAsync(this::repair)).limit(4).toList();
    nodes.forEach(CompletableFuture::join);

    List<Position> mended = positions();
    repair();

    assertThat(positions()).isEqualTo(mended).hasSize(5);
    assertThat(mended.stream().map(Position::transactionId).distinct()).hasSize(2);
    assertThat(mended.stream().map(Position::ordering)).containsExactly(1L, 10L, 20L, 30L, 40L);
  }

  private static String next(JournalUnderTest it, String projection) {
    Position saved = Position.parse(offsetOf(it.test, projection)).orElseThrow();
    var follower = it.follow(saved, SliceRange.ALL);
    await().until(() -> !follower.events().isEmpty());
    follower.stop().shutdown();
    return follower.names().get(0);
  }

  private void repair() {
    try (Connection connection = test.database().dedicated("repair")) {
      TransactionIds.repair(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Position> positions() throws SQLException {
    try (Connection connection = test.connection();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT array_agg(transaction_id || '-' || ordering"
                    + " ORDER BY transaction_id, ordering) FROM event_journal")) {
      row.next();
      return Stream.of((String[]) row.getArray(1).getArray())
          .map(text -> Position.parse(text).orElseThrow())
          .toList();
    }
  }

  private void restore(String userId, long transactionId, long ordering) throws SQLException {
    try (Connection connection = test.connection()) {
      EventWriter.store(connection, userId, 1);
    }
    test.execute(
        "UPDATE event_journal SET transaction_id = '%d', ordering = %d WHERE persistence_id = '%s'"
            .formatted(transactionId, ordering, EventRows.persistenceId(userId)));
  }

  private void offset(String projection, Object offset) {
    test.execute(
        "INSERT INTO akka_projection_offset_store VALUES ('%s', 'all', '%s', 'STR', false, 0)"
            .formatted(projection, offset));
  }

  private String offset(String projection) {
    return offsetOf(test, projection);
  }

  private static String offsetOf(TestDatabase test, String projection) {
    return test.database()
        .call(
            connection -> {
              try (var query =
                  connection.prepareStatement(
                      "SELECT current_offset FROM akka_projection_offset_store"
                          + " WHERE projection_name = ?")) {
                query.setString(1, projection);
                ResultSet row = query.executeQuery();
                row.next();
                return row.getString(1);
              }
            })
        .toCompletableFuture()
        .join();
  }
}
