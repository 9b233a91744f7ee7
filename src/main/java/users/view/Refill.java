package users.view;

import akka.Done;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import users.infrastructure.Database;
import users.journal.Journal;
import users.journal.JournalEvent;
import users.journal.Position;
import users.journal.SliceRange;

/**
 * Brings stored events into a table in the order of the feed, page by page.
 *
 * @param database for several at once
 * @param handler writes to the table
 * @param counted is told how many events were written
 */
record Refill(Database database, Journal journal, UserViewHandler handler, IntConsumer counted) {
  /** Several users at once, but the events of one in their order. */
  static final List<SliceRange> WRITERS = SliceRange.split(4);

  /** Events read, and written, at once. */
  static final int PAGE = 4000;

  private static final List<JournalEvent> NOTHING = List.of();

  /** All that follows the position, up to where the feed ends; returns how far that is. */
  Position after(Position from) {
    Position reached = from;
    List<JournalEvent> events = join(read(from));
    while (!events.isEmpty()) {
      reached = end(events);
      var next = isFull(events) ? read(reached) : CompletableFuture.completedFuture(NOTHING);
      write(events);
      events = join(next);
    }
    return reached;
  }

  /** The same within the transaction of the caller. */
  void after(Position from, Connection connection) throws SQLException {
    List<JournalEvent> events = journal.page(from, PAGE).apply(connection);
    while (!events.isEmpty()) {
      apply(connection, events);
      events = isFull(events) ? journal.page(end(events), PAGE).apply(connection) : NOTHING;
    }
  }

  private CompletionStage<List<JournalEvent>> read(Position after) {
    return database.transaction(journal.page(after, PAGE));
  }

  private void write(List<JournalEvent> events) {
    WRITERS.stream()
        .map(slices -> events.stream().filter(event -> slices.contains(event.slice())).toList())
        .filter(some -> !some.isEmpty())
        .map(some -> database.transaction(connection -> apply(connection, some)))
        .toList()
        .forEach(Refill::join);
  }

  private Done apply(Connection connection, List<JournalEvent> events) throws SQLException {
    handler.apply(connection, events);
    counted.accept(events.size());
    return Done.getInstance();
  }

  private static boolean isFull(List<JournalEvent> page) {
    return page.size() == PAGE;
  }

  private static Position end(List<JournalEvent> page) {
    return page.get(page.size() - 1).position();
  }

  static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
