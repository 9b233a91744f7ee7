package users.view;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.FunctionCounter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import users.email.EmailClaims;
import users.infrastructure.Coalescing;
import users.infrastructure.Database;
import users.infrastructure.Metrics;
import users.journal.Journal;

/** The read side: the one door to ask for many users, or for one as of some milliseconds ago. */
public final class UserView {
  /** The name of the projection that fills it. */
  public static final String PROJECTION = UserViewProjection.NAME;

  private final Database database;
  private final LagReader lag;
  private final PageReader reader;
  private final Coalescing<PageReader.Wanted, Page> pages;
  private final Supplier<UserViewRebuild> rebuild;
  private final LongAdder holes;

  UserView(
      Database database,
      Cursors cursors,
      LagReader lag,
      Supplier<UserViewRebuild> rebuild,
      LongAdder holes) {
    this.database = database;
    this.lag = lag;
    this.reader = new PageReader(cursors, lag);
    this.pages = new Coalescing<>(database, reader::read);
    this.rebuild = rebuild;
    this.holes = holes;
  }

  /**
   * Starts to follow the journal. The tables must be there.
   *
   * @param database whose pool serves the queries
   */
  public static UserView start(
      ActorSystem<?> system, Journal journal, EmailClaims claims, Database database) {
    var holes = new LongAdder();
    FunctionCounter.builder("users.view.holes", holes, LongAdder::sum)
        .description("Changes that reached the view without those before them: rebuild it")
        .register(Metrics.get(system).registry());
    UserViewProjection.start(
        system, journal, new UserViewHandler(UserViewHandler.TABLE, claims::settle, holes));
    new WordsUpdate(database).start(system);
    var rebuild =
        new UserViewRebuild(
            system,
            database,
            journal,
            new UserViewHandler(NextTable.NAME, claims::settle, holes),
            Clock.systemUTC());
    return new UserView(
        database,
        new Cursors(CursorKey.of(system, database)),
        new LagReader(UserViewProjection.NAME, UserViewProjection.parts(system), Clock.systemUTC()),
        () -> rebuild,
        holes);
  }

  /**
   * A page of users.
   *
   * @throws InvalidCursor at once, if the cursor is not one of this list
   */
  public CompletionStage<Page> list(Query query) throws InvalidCursor {
    return pages.ask(reader.wanted(query));
  }

  /** A user who is not deleted, if the view has heard of him yet. */
  public CompletionStage<Optional<UserRow>> find(String userId) {
    return isId(userId)
        ? database.call(connection -> find(connection, userId))
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /** How far this side is behind the journal now. */
  public CompletionStage<Lag> lag() {
    return database.call(lag::read);
  }

  /** To fill the read side from the first event again; it can be asked meanwhile. */
  public UserViewRebuild rebuild() {
    return rebuild.get();
  }

  /**
   * How many changes this node has seen without the events before them. More than none is wrong.
   */
  public long holes() {
    return holes.sum();
  }

  private static Optional<UserRow> find(Connection connection, String userId) throws SQLException {
    String sql = "SELECT " + RowReader.COLUMNS + " FROM user_view WHERE user_id = ?::uuid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, userId);
      ResultSet row = statement.executeQuery();
      return row.next() ? Optional.of(RowReader.read(row)) : Optional.empty();
    }
  }

  private static boolean isId(String text) {
    try {
      return UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
