package users.infrastructure;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/**
 * The stored events of one entity for those who must not wait: read page by page, and marked as
 * deleted, by threads that may.
 */
final class EventPages {
  private static final int READERS = 8;

  private final Batcher.ConnectionSource connections;
  private final ExecutorService readers = PoolSettings.threads("journal-reader", READERS);

  EventPages(Batcher.ConnectionSource connections) {
    this.connections = connections;
  }

  /** In their order, except those that are marked as deleted. */
  Source<StoredEvent, NotUsed> between(String persistenceId, long from, long to, int pageSize) {
    return Source.unfoldAsync(from, next -> page(persistenceId, next, to, pageSize))
        .mapConcat(page -> page);
  }

  /** The highest sequence number from {@code from} on, 0 if there is none. */
  CompletionStage<Long> highest(String persistenceId, long from) {
    return read(connection -> JournalReader.highest(connection, persistenceId, from));
  }

  /** Marks the events up to {@code to} as deleted. */
  CompletionStage<Void> delete(String persistenceId, long to) {
    return read(
        connection -> {
          JournalReader.delete(connection, persistenceId, to);
          return null;
        });
  }

  private CompletionStage<Optional<Pair<Long, List<StoredEvent>>>> page(
      String persistenceId, long from, long to, int limit) {
    return from > to
        ? CompletableFuture.completedFuture(Optional.empty())
        : read(connection -> JournalReader.page(connection, persistenceId, from, to, limit))
            .thenApply(page -> following(page, limit));
  }

  private static Optional<Pair<Long, List<StoredEvent>>> following(
      List<StoredEvent> page, int limit) {
    if (page.isEmpty()) {
      return Optional.empty();
    }
    long next =
        page.size() < limit ? Long.MAX_VALUE : page.get(page.size() - 1).sequenceNumber() + 1;
    return Optional.of(Pair.create(next, page));
  }

  private <T> CompletionStage<T> read(SqlFunction<T> function) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Connection connection = connections.get()) {
            return function.apply(connection);
          } catch (SQLException failure) {
            throw new CompletionException(failure);
          }
        },
        readers);
  }
}
