package users.ops;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Database;
import users.infrastructure.ProjectionTable;
import users.infrastructure.SqlFunction;
import users.journal.Backlog;
import users.journal.Journal;
import users.journal.Position;
import users.journal.SliceRange;

/**
 * Looks every 5 s at the journal and at those who read it, over a connection and a thread of its
 * own: it asks none of those whom it watches.
 */
final class Watch {
  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final long INTERVAL_SECONDS = 5;

  private final Database database;
  private final Journal journal;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Watch::named);
  private volatile Sight sight;
  private ScheduledFuture<?> looks;
  private boolean blind;

  /**
   * @param database a pool of its own, which it closes
   */
  Watch(
      Database database,
      Journal journal,
      List<String> projections,
      List<SliceRange> slices,
      Clock clock) {
    this.database = database;
    this.journal = journal;
    this.clock = clock;
    Instant now = clock.instant();
    this.sight =
        new Sight(
            now,
            Backlog.NONE,
            projections.stream()
                .flatMap(name -> slices.stream().map(range -> Part.unseen(name, range, now)))
                .toList());
  }

  void start() {
    looks = thread.scheduleWithFixedDelay(this::look, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  void stop() {
    looks.cancel(true);
    thread.shutdownNow();
    database.close();
  }

  Sight sight() {
    return sight;
  }

  Instant now() {
    return clock.instant();
  }

  private void look() {
    try {
      sight = look(blind ? sight.forgiven(now()) : sight);
      if (blind) {
        log.info("The database answers again");
      }
      blind = false;
    } catch (RuntimeException e) {
      if (!blind) {
        log.warn("The database does not answer: {}", e.toString());
      }
      blind = true;
    }
  }

  private Sight look(Sight last) {
    Position tail = journal.tailPosition();
    // The head comes first: what turns up after it is counted, not missed.
    Position head = read(Backlog::head);
    ProjectionTable table = read(ProjectionTable::read);
    List<Part> parts = last.parts().stream().map(part -> look(part, table, head)).toList();
    return new Sight(now(), read(Backlog.after(tail, SliceRange.ALL)), parts);
  }

  private Part look(Part part, ProjectionTable table, Position head) {
    var id = new ProjectionTable.Part(part.projection(), part.slices().name());
    var offset = Optional.ofNullable(table.offsets().get(id)).flatMap(Position::parse);
    Backlog backlog = read(Backlog.after(part.countFrom(offset), part.slices()));
    return part.seen(offset, table.paused().contains(id), backlog, head, now());
  }

  private <T> T read(SqlFunction<T> function) {
    return database.call(function).toCompletableFuture().join();
  }

  private static Thread named(Runnable work) {
    var thread = new Thread(work, "users-watch");
    thread.setDaemon(true);
    return thread;
  }
}
