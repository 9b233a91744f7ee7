package users.view;

import akka.Done;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import users.infrastructure.Database;
import users.journal.Journal;
import users.journal.JournalEvent;
import users.journal.Position;

/**
 * Brings all users that the journal has into an empty table. They are read one after another, so
 * that each becomes one row that is written once.
 *
 * @param database for several at once
 * @param handler writes to the table
 * @param counted is told how many events were written
 */
record FirstFill(Database database, Journal journal, UserViewHandler handler, IntConsumer counted) {
  private static final int WRITES_AT_ONCE = 3;

  /** Returns the position up to which all is brought in. */
  Position fill() {
    Position end = Refill.join(journal.head());
    Queue<CompletionStage<Done>> writes = new ArrayDeque<>();
    List<JournalEvent> page = read(Optional.empty(), end);
    List<JournalEvent> open = List.of();
    while (page.size() == Refill.PAGE) {
      List<JournalEvent> events = joined(open, page);
      int ended = startOfLastUser(events);
      writes.add(write(events.subList(0, ended)));
      if (writes.size() == WRITES_AT_ONCE) {
        Refill.join(writes.remove());
      }
      open = events.subList(ended, events.size());
      page = read(Optional.of(page.get(Refill.PAGE - 1)), end);
    }
    writes.add(write(joined(open, page)));
    writes.forEach(Refill::join);
    return end;
  }

  private List<JournalEvent> read(Optional<JournalEvent> last, Position end) {
    return Refill.join(database.transaction(journal.byUser(last, end, Refill.PAGE)));
  }

  private CompletionStage<Done> write(List<JournalEvent> events) {
    return database.transaction(
        connection -> {
          handler.insert(connection, events);
          counted.accept(events.size());
          return Done.getInstance();
        });
  }

  private static int startOfLastUser(List<JournalEvent> events) {
    int start = events.size() - 1;
    String last = events.get(start).userId();
    while (start > 0 && events.get(start - 1).userId().equals(last)) {
      start--;
    }
    return start;
  }

  private static List<JournalEvent> joined(List<JournalEvent> some, List<JournalEvent> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
