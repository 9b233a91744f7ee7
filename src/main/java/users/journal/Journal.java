package users.journal;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import com.typesafe.config.Config;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Coalescing;
import users.infrastructure.Database;
import users.infrastructure.Pace;
import users.infrastructure.SqlFunction;

/** The one door to follow events: the feed of all, the history of one user, a user of the past. */
public final class Journal {
  private final Database database;
  private final FeedPages pages;
  private final UserStream stream;
  private final AllUsers all;
  final Feed feed;
  private final Nudges nudges;
  private final Coalescing<Done, Boolean> pulse;

  private Journal(
      Database database,
      FeedPages pages,
      UserStream stream,
      AllUsers all,
      Feed feed,
      Nudges nudges) {
    this.database = database;
    this.pages = pages;
    this.stream = stream;
    this.all = all;
    this.feed = feed;
    this.nudges = nudges;
    this.pulse = new Coalescing<>(database, (connection, question) -> connection.isValid(2));
  }

  /**
   * Starts to follow the journal on this node, after its transaction ids are mended if they are
   * from another life. The tables must be there.
   *
   * @param database whose pool serves the reads of this class
   */
  public static Journal start(ActorSystem<?> system, Database database) {
    Config settings = system.settings().config().getConfig("users.journal");
    var rows = new EventRows(system);
    var pages = new FeedPages(rows);
    var ring = new Ring(settings.getInt("ring-size"), mendedHead(database));
    var reader = new TailReader(database, rows);
    var tail = new FeedTail(reader, ring, Clock.systemUTC(), settings);
    tail.start();
    system.getWhenTerminated().whenComplete((done, failure) -> tail.stop());
    return new Journal(
        database,
        pages,
        new UserStream(rows),
        new AllUsers(rows),
        new Feed(database, pages, ring, tail),
        Nudges.start(system, Pace.of(settings.getConfig("nudges")), tail::nudge));
  }

  /** To be called after something was stored: wakes those who follow, here and on other nodes. */
  public void nudge() {
    feed.tail().nudge();
    nudges.send();
  }

  /**
   * The feed from a position on, for ever: first what is stored, then live. Batches are in feed
   * order, never empty and of at most 500 events. Fails if the database does while catching up.
   */
  public Source<List<JournalEvent>, NotUsed> follow(Position after, SliceRange slices) {
    return Source.fromGraph(new FollowStage(after, slices, feed));
  }

  /** A page of the whole feed, to be read in a transaction. */
  public SqlFunction<List<JournalEvent>> page(Position after, int limit) {
    return connection -> pages.after(connection, after, SliceRange.ALL, limit);
  }

  /**
   * A page of all events up to a position of the feed, one user after another, to be read in a
   * transaction.
   *
   * @param last the last event of the page before; empty: the first page
   */
  public SqlFunction<List<JournalEvent>> byUser(
      Optional<JournalEvent> last, Position upTo, int limit) {
    return connection -> all.after(connection, last, upTo, limit);
  }

  /**
   * A page of the feed.
   *
   * @param types stored type names like {@code user-created}; empty: all
   */
  public CompletionStage<List<JournalEvent>> after(
      Position position, int limit, Set<String> types, Optional<String> userId) {
    return database.transaction(
        connection -> pages.after(connection, position, limit, types, userId));
  }

  /** The page of the feed that ends right before the position; as {@link #after}, in feed order. */
  public CompletionStage<List<JournalEvent>> before(
      Position position, int limit, Set<String> types, Optional<String> userId) {
    return database.transaction(
        connection -> pages.before(connection, position, limit, types, userId));
  }

  /** A page of one user's events, by version. */
  public CompletionStage<List<JournalEvent>> history(String userId, long afterVersion, int limit) {
    return database.call(connection -> stream.history(connection, userId, afterVersion, limit));
  }

  /** The user after the last event up to this version; empty if there is none. */
  public CompletionStage<Optional<Snapshot>> userAt(String userId, long version) {
    return database.call(connection -> stream.at(connection, userId, version));
  }

  /** The user after the last event up to this time; empty if there is none. */
  public CompletionStage<Optional<Snapshot>> userAt(String userId, Instant time) {
    return database.call(connection -> stream.at(connection, userId, time));
  }

  /** The user by all of its events; empty if there is none. */
  public CompletionStage<Optional<Snapshot>> user(String userId) {
    return userAt(userId, Long.MAX_VALUE);
  }

  /** The end of the feed, from which on {@link #follow} misses nothing. */
  public CompletionStage<Position> head() {
    return database.call(FeedPages::head);
  }

  /** The newest committed event, which may not be part of the feed yet: for lags. */
  public CompletionStage<Position> newest() {
    return database.call(FeedPages::newest);
  }

  /**
   * Whether the position is one of this journal's. One from before a {@linkplain TransactionIds
   * repair} may be ahead of all events: who went on from there would wait for ever.
   */
  public CompletionStage<Boolean> knows(Position position) {
    return database.call(connection -> !TransactionIds.isAhead(connection, position));
  }

  /** Whether the database answers within some seconds; many who ask at once ask it once. */
  public CompletionStage<Boolean> answers() {
    return pulse.ask(Done.getInstance()).exceptionally(failure -> false);
  }

  /** The last event that this node's tail has read. */
  public Position tailPosition() {
    return feed.ring().tip();
  }

  /** When this node's tail last read successfully. */
  public Instant tailReadAt() {
    return tailStatus().readAt();
  }

  /** How this node's tail is doing, for metrics and health. */
  public TailStatus tailStatus() {
    return feed.status();
  }

  private static Position mendedHead(Database database) {
    try (Connection connection = database.dedicated("users-journal-start")) {
      TransactionIds.repair(connection);
      return FeedPages.head(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("The journal can't be read: " + e.getMessage(), e);
    }
  }
}
