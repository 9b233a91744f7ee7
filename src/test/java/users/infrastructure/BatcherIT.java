package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.infrastructure.JournalInsert.Write;

/** Events of many users share a statement, and nobody suffers for another's row. */
class BatcherIT {
  private final TestDatabase test = TestDatabase.create();
  private final CountDownLatch allAreWaiting = new CountDownLatch(1);

  /** One at a time, which begins when all writes are waiting, so that they are one batch. */
  private final Batcher<Write<String>, Boolean> writes =
      new Batcher<>("test-writer", 1, this::connection, GivenNames.INSERT::execute);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void writesThatWaitTogetherAreOneTransaction() throws SQLException {
    // The first write is taken alone, before the others come.
    var stored =
        IntStream.range(0, 30)
            .mapToObj(i -> writes.ask(write(event("user-" + i, 1))).toCompletableFuture())
            .toList();
    allAreWaiting.countDown();
    stored.forEach(CompletableFuture::join);

    assertThat(stored()).hasSize(30);
    assertThat(transactions()).isLessThanOrEqualTo(2);
  }

  @Test
  void whoComesDuringThePauseGoesTogether() throws SQLException {
    allAreWaiting.countDown();
    var paced = paced(new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1)));
    paced.ask(write(event("first", 1))).toCompletableFuture().join();

    var stored =
        IntStream.range(0, 30)
            .mapToObj(i -> paced.ask(write(event("user-" + i, 1))).toCompletableFuture())
            .toList();
    stored.forEach(CompletableFuture::join);

    assertThat(stored()).hasSize(31);
    assertThat(transactions()).isEqualTo(2);
  }

  @Test
  void whoComesAfterOneWriteHasItsShortPauseToWaitAndNotTheLongest() throws SQLException {
    allAreWaiting.countDown();
    var paced = paced(new Pace(Duration.ofMillis(1), Duration.ofHours(1)));

    for (int i = 0; i < 3; i++) {
      var stored = paced.ask(write(event("user-" + i, 1))).toCompletableFuture();
      stored.orTimeout(20, TimeUnit.SECONDS).join();
    }

    assertThat(stored()).containsExactly("user-0/1", "user-1/1", "user-2/1");
  }

  @Test
  void aRowThatIsThereAlreadyFailsAlone() throws SQLException {
    try (Connection connection = test.connection()) {
      GivenNames.INSERT.execute(connection, List.of(write(event("user-7", 1))));
    }

    List<CompletableFuture<Boolean>> stored =
        IntStream.range(0, 30)
            .mapToObj(i -> writes.ask(write(event("user-" + i, 1))).toCompletableFuture())
            .toList();
    allAreWaiting.countDown();

    assertThat(IntStream.range(0, 30).filter(i -> fails(stored.get(i)))).containsExactly(7);
    assertThat(stored()).hasSize(30);
  }

  @Test
  void theEventsOfOneCommandAreStoredAllOrNone() throws SQLException {
    try (Connection connection = test.connection()) {
      GivenNames.INSERT.execute(connection, List.of(write(event("ann", 2))));
    }

    var both = writes.ask(write(event("ann", 1), event("ann", 2))).toCompletableFuture();
    var other = writes.ask(write(event("bob", 1))).toCompletableFuture();
    allAreWaiting.countDown();

    assertThat(fails(both)).isTrue();
    assertThat(fails(other)).isFalse();
    assertThat(stored()).containsExactly("ann/2", "bob/1");
  }

  @Test
  void whatIsNotGrantedIsNotStoredAndTheOthersAre() throws SQLException {
    var stored =
        List.of(
                new Write<>(List.of(event("ann", 1), event("ann", 2)), Optional.of("ann")),
                new Write<>(List.of(event("bob", 1), event("bob", 2)), Optional.of("nobody")),
                write(event("cid", 1)))
            .stream()
            .map(write -> writes.ask(write).toCompletableFuture())
            .toList();
    allAreWaiting.countDown();

    assertThat(stored.stream().map(CompletableFuture::join)).containsExactly(true, false, true);
    assertThat(stored()).containsExactly("ann/1", "ann/2", "cid/1");
  }

  @Test
  void whatIsGrantedToARowThatIsThereAlreadyFailsAlone() throws SQLException {
    try (Connection connection = test.connection()) {
      GivenNames.INSERT.execute(connection, List.of(write(event("ann", 1))));
    }

    var stored =
        Stream.of("ann", "bob", "cid")
            .map(name -> new Write<>(List.of(event(name, 1)), Optional.of(name)))
            .map(write -> writes.ask(write).toCompletableFuture())
            .toList();
    allAreWaiting.countDown();

    assertThat(stored.stream().map(BatcherIT::fails)).containsExactly(true, false, false);
    assertThat(stored()).containsExactly("ann/1", "bob/1", "cid/1");
  }

  private Batcher<Write<String>, Boolean> paced(Pace pace) {
    return new Batcher<>("paced-writer", 1, pace, this::connection, GivenNames.INSERT::execute);
  }

  private Connection connection() throws SQLException {
    try {
      allAreWaiting.await();
      return test.connection();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  private static boolean fails(CompletableFuture<Boolean> write) {
    try {
      write.join();
      return false;
    } catch (CompletionException failure) {
      return true;
    }
  }

  private static Write<String> write(StoredEvent... events) {
    return new Write<>(List.of(events), Optional.empty());
  }

  private static StoredEvent event(String persistenceId, long sequenceNumber) {
    return new StoredEvent(
        persistenceId, sequenceNumber, "w", 0, "", 1001, "", ByteString.fromString("{}"));
  }

  private List<String> stored() throws SQLException {
    try (Connection connection = test.connection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT string_agg(persistence_id || '/' || sequence_number, ' '"
                        + " ORDER BY persistence_id, sequence_number) FROM event_journal")) {
      rows.next();
      return List.of(rows.getString(1).split(" ", -1));
    }
  }

  private long transactions() throws SQLException {
    try (Connection connection = test.connection();
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT count(DISTINCT transaction_id) FROM event_journal")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
