package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Writes events of many entities together: whoever comes while a write is under way shares the
 * next. A write that fails because of one of its rows is repeated entity by entity, so that nobody
 * suffers for another's row.
 */
final class JournalWriter {
  private static final int LARGEST_BATCH = 200;
  private static final int LONGEST_QUEUE = 5_000;

  /** The events of one entity, which are stored all or none, and who waits for them. */
  private record Write(List<StoredEvent> events, CompletableFuture<Void> stored) {}

  private final ConnectionSource connections;
  private final BlockingQueue<Write> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);

  /** Where a writer gets its connection from; closing it gives it back. */
  @FunctionalInterface
  interface ConnectionSource {
    Connection get() throws SQLException;
  }

  JournalWriter(ConnectionSource connections, int threads) {
    this.connections = connections;
    for (int i = 1; i <= threads; i++) {
      var thread = new Thread(this::run, "journal-writer-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  CompletionStage<Void> write(List<StoredEvent> events) {
    var write = new Write(events, new CompletableFuture<>());
    if (!queue.offer(write)) {
      write
          .stored()
          .completeExceptionally(
              new RejectedExecutionException("Too many events are waiting to be stored"));
    }
    return write.stored();
  }

  private void run() {
    var batch = new ArrayList<Write>();
    try {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, LARGEST_BATCH - 1);
        store(batch);
        batch.clear();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void store(List<Write> batch) {
    try (Connection connection = connections.get()) {
      store(connection, batch);
    } catch (SQLException | RuntimeException failure) {
      batch.forEach(write -> write.stored().completeExceptionally(failure));
    }
  }

  private static void store(Connection connection, List<Write> batch) {
    try {
      JournalInsert.execute(connection, flat(batch, Write::events));
      batch.forEach(write -> write.stored().complete(null));
    } catch (SQLException failure) {
      if (batch.size() > 1 && isOfARow(failure)) {
        batch.forEach(write -> store(connection, List.of(write)));
      } else {
        batch.forEach(write -> write.stored().completeExceptionally(failure));
      }
    }
  }

  /** Wrong data (class 22) or a violated constraint (23): other rows may well be right. */
  private static boolean isOfARow(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && (state.startsWith("22") || state.startsWith("23"));
  }

  private static <T, R> List<R> flat(List<T> list, Function<T, List<R>> part) {
    return list.stream().flatMap(element -> part.apply(element).stream()).toList();
  }
}
