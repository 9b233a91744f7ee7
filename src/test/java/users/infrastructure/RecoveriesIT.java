package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import akka.util.ByteString;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an entity needs to start is read with the first of the plugin's two questions. */
class RecoveriesIT {
  private final TestDatabase test = TestDatabase.create();
  private final AtomicLong now = new AtomicLong();
  private final NewStreams newStreams = new NewStreams(now::get);
  private final Recoveries recoveries = new Recoveries(newStreams, test::connection);

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void theEventsComeWithTheHighestNumber() throws SQLException {
    store("ann", 5);

    assertThat(highest("ann", 2)).contains(5L);

    assertThat(recoveries.take("ann", 3, 5).map(RecoveriesIT::numbers))
        .contains(List.of(3L, 4L, 5L));
    assertThat(recoveries.take("ann", 3, 5)).isEmpty();
  }

  @Test
  void eventsThatWereNotReadAreNotPassedOff() throws SQLException {
    store("ann", 5);

    assertThat(highest("ann", 3)).contains(5L);
    assertThat(recoveries.take("ann", 1, 5)).isEmpty();

    assertThat(highest("ann", 1)).contains(5L);
    assertThat(recoveries.take("ann", 1, 6)).isEmpty();
  }

  @Test
  void whoHasNoEventsHasNoHighestNumber() {
    assertThat(highest("nobody", 0)).contains(0L);
    assertThat(recoveries.take("nobody", 1, 1)).isEmpty();
  }

  @Test
  void aLongStreamHasToBeAskedFor() throws SQLException {
    store("ann", StreamHeads.LIMIT);

    assertThat(highest("ann", 0)).isEmpty();
    assertThat(recoveries.take("ann", 1, StreamHeads.LIMIT)).isEmpty();
  }

  @Test
  void deletedEventsCountForTheNumberAlone() throws SQLException {
    store("ann", 3);
    try (Connection connection = test.connection()) {
      JournalReader.delete(connection, "ann", 2);
    }

    assertThat(highest("ann", 0)).contains(3L);
    assertThat(recoveries.take("ann", 1, 3)).isEmpty();
  }

  @Test
  void whoBeginsIsNotLookedForOnce() throws SQLException {
    store("ann", 5);

    newStreams.begin("ann", CompletableFuture::new);

    assertThat(highest("ann", 0)).contains(0L);
    assertThat(highest("ann", 0)).contains(5L);
  }

  @Test
  void whoBeganASecondAgoOrHasAnsweredIsLookedFor() throws SQLException {
    store("ann", 5);
    store("bob", 5);

    newStreams.begin("ann", CompletableFuture::new);
    now.addAndGet(1_000_000_000);
    newStreams.begin("bob", () -> CompletableFuture.completedFuture("answer"));

    assertThat(highest("ann", 0)).contains(5L);
    assertThat(highest("bob", 0)).contains(5L);
  }

  private Optional<Long> highest(String persistenceId, long from) {
    return recoveries.highest(persistenceId, from).toCompletableFuture().join();
  }

  private void store(String persistenceId, long events) throws SQLException {
    try (Connection connection = test.connection()) {
      List<StoredEvent> all =
          LongStream.rangeClosed(1, events)
              .mapToObj(number -> event(persistenceId, number))
              .toList();
      GivenNames.INSERT.execute(
          connection, List.of(new JournalInsert.Write<>(all, Optional.empty())));
    }
  }

  private static StoredEvent event(String persistenceId, long sequenceNumber) {
    return new StoredEvent(
        persistenceId, sequenceNumber, "w", 0, "", 1001, "", ByteString.fromString("{}"));
  }

  private static List<Long> numbers(List<StoredEvent> events) {
    return events.stream().map(StoredEvent::sequenceNumber).toList();
  }
}
