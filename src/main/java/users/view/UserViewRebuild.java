package users.view;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Database;
import users.journal.Journal;
import users.journal.Position;
import users.view.RebuildStatus.Phase;

/**
 * Fills the read side anew from the first event, into a table beside the one that is shown. Until
 * it takes the place of that, all goes on as before; a rebuild that ends in between, be it with its
 * node, has changed nothing. The projection need not know: what it does again is already done.
 */
public final class UserViewRebuild {
  private static final Logger log = LoggerFactory.getLogger(UserViewRebuild.class);
  private static final String NAME = "users-rebuild";
  private static final String TAKE_PLACE = SqlFile.read("take-place.sql");
  private static final int ATTEMPTS = 20;

  /** PostgreSQL's codes for what took too long: a lock, a statement, the time between two. */
  private static final Set<String> TOO_LONG = Set.of("55P03", "57014", "25P03");

  private final ActorSystem<?> system;
  private final Database database;
  private final Journal journal;
  private final UserViewHandler handler;
  private final Clock clock;
  private volatile RebuildStatus status;

  /**
   * @param handler writes to the {@link NextTable}
   */
  UserViewRebuild(
      ActorSystem<?> system,
      Database database,
      Journal journal,
      UserViewHandler handler,
      Clock clock) {
    this.system = system;
    this.database = database;
    this.journal = journal;
    this.handler = handler;
    this.clock = clock;
    this.status = RebuildStatus.of(Phase.NONE, clock.instant());
  }

  /** Begins; false if a rebuild is under way, on whatever node. */
  public CompletionStage<Boolean> begin() {
    var begun = new CompletableFuture<Boolean>();
    var thread = new Thread(() -> run(begun), NAME);
    thread.setDaemon(true);
    thread.start();
    return begun;
  }

  /** How the last one of this node is going, or went. */
  public RebuildStatus status() {
    return status;
  }

  private void run(CompletableFuture<Boolean> begun) {
    try (Connection connection = database.dedicated(NAME)) {
      var table = new NextTable(connection);
      boolean alone = table.lock();
      if (alone) {
        status = RebuildStatus.of(Phase.FILLING, clock.instant());
      }
      begun.complete(alone);
      if (alone) {
        attempt(table);
      }
    } catch (SQLException | RuntimeException e) {
      begun.completeExceptionally(e);
    }
  }

  private void attempt(NextTable table) {
    try {
      rebuild(table);
    } catch (SQLException | RuntimeException e) {
      enter(Phase.FAILED);
      table.drop();
      log.error("The read side was not rebuilt and is as it was; ask again", e);
    }
  }

  private void rebuild(NextTable table) throws SQLException {
    log.info("The read side is being rebuilt");
    table.create();
    try (Database writers = UserViewProjection.database(system, NAME, Refill.WRITERS.size() + 1)) {
      Position filled = new FirstFill(writers, journal, handler, this::count).fill();
      enter(Phase.INDEXING);
      table.finish();
      enter(Phase.SWITCHING);
      takePlace(writers, new Refill(writers, journal, handler, this::count), filled);
    }
    enter(Phase.DONE);
    log.info(
        "The read side was rebuilt from {} events in {} s",
        status.events(),
        status.took().toSeconds());
  }

  /** Who reads has to wait for a moment, so what does not get its lock soon tries again later. */
  private static void takePlace(Database writers, Refill refill, Position filled)
      throws SQLException {
    Position reached = filled;
    for (int attempt = 1; ; attempt++) {
      reached = refill.after(reached);
      Words.takeAll(writers, NextTable.NAME);
      try (Connection connection = writers.connection()) {
        takePlace(connection, refill, reached);
        return;
      } catch (SQLException e) {
        if (attempt == ATTEMPTS || !TOO_LONG.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
      }
    }
  }

  /**
   * Once nobody else writes, the rest is brought in, so that the new tables have all of the old.
   * The views are locked, and their tables with them. A reader of several names user_view first, as
   * is done here: who has locked it waits for nobody who waits for it.
   */
  private static void takePlace(Connection connection, Refill refill, Position filled)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(Words.WAIT_FOR_LOCK);
      statement.execute("LOCK TABLE user_view, user_words, user_news IN ACCESS EXCLUSIVE MODE");
      refill.after(filled, connection);
      statement.execute(TAKE_PLACE);
    }
    connection.commit();
  }

  /** Several threads count. */
  private synchronized void count(int events) {
    status = status.plus(events, clock.instant());
  }

  private synchronized void enter(Phase phase) {
    status = status.with(phase, clock.instant());
  }
}
