package users.view;

import akka.actor.typed.ActorSystem;
import akka.projection.Projection;
import akka.projection.ProjectionId;
import akka.projection.jdbc.javadsl.JdbcProjection;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import users.infrastructure.Database;
import users.infrastructure.DatabaseSession;
import users.infrastructure.Pace;
import users.infrastructure.PoolMetrics;
import users.infrastructure.ShardedProjection;
import users.journal.FeedBatch;
import users.journal.FeedSource;
import users.journal.Journal;
import users.journal.SliceRange;

/**
 * Keeps the table {@code user_view_1} up to date, in parts by slices. A batch, its offset and the
 * settled addresses are one transaction.
 *
 * <p>A new shape of the table is a migration that creates {@code user_view_2} and a release that
 * runs a second projection, {@code user-view-2}, beside this one. When its lag is 0, a migration
 * switches the SQL view {@code user_view}, and the next release drops what ends in 1. To fill the
 * same table anew there is {@link UserViewRebuild}.
 */
final class UserViewProjection {
  static final String NAME = "user-view-1";

  private static final String OPTIONS = "driver-properties.options";

  /** No plan that suits an empty table may be kept: rows are always found by id. */
  private static final String SESSION =
      " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

  /** How the projection is split. */
  static List<SliceRange> parts(ActorSystem<?> system) {
    return SliceRange.split(system.settings().config().getInt("users.projection.instances"));
  }

  static ProjectionId id(SliceRange part) {
    return ProjectionId.of(NAME, part.name());
  }

  /** Starts this node's share. */
  static void start(ActorSystem<?> system, Journal journal, UserViewHandler handler) {
    List<SliceRange> parts = parts(system);
    Database database = database(system, NAME, parts.size() + 1);
    PoolMetrics.register(system, database);
    system.getWhenTerminated().whenComplete((done, failure) -> database.close());
    ShardedProjection.start(
        system,
        NAME,
        parts.size(),
        part -> projection(system, journal, handler, database, parts.get(part)));
  }

  private static Projection<FeedBatch> projection(
      ActorSystem<?> system,
      Journal journal,
      UserViewHandler handler,
      Database database,
      SliceRange part) {
    return JdbcProjection.exactlyOnce(
        id(part),
        new FeedSource(journal, part, pace(system)),
        () -> DatabaseSession.open(database),
        () -> handler,
        system);
  }

  private static Pace pace(ActorSystem<?> system) {
    return Pace.of(system.settings().config().getConfig("users.projection"));
  }

  /** Connections as this needs them. */
  static Database database(ActorSystem<?> system, String poolName, int size) {
    Config settings = system.settings().config().getConfig("users.database");
    String options = settings.getString(OPTIONS) + SESSION;
    return Database.open(
        settings.withValue(OPTIONS, ConfigValueFactory.fromAnyRef(options)), poolName, size);
  }

  private UserViewProjection() {}
}
