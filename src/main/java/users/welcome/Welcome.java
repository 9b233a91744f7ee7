package users.welcome;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Props;
import akka.projection.Projection;
import akka.projection.ProjectionId;
import akka.projection.jdbc.javadsl.JdbcProjection;
import com.typesafe.config.Config;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import users.entity.Users;
import users.infrastructure.Database;
import users.infrastructure.DatabaseSession;
import users.infrastructure.Metrics;
import users.infrastructure.Pace;
import users.infrastructure.PoolMetrics;
import users.infrastructure.ShardedProjection;
import users.journal.FeedBatch;
import users.journal.FeedSource;
import users.journal.Journal;
import users.journal.SliceRange;

/** The process that welcomes every new user, once. */
public final class Welcome {
  /** The name of its projection. */
  public static final String PROJECTION = "welcome";

  /** Starts this node's share, and with mail configured checks its settings. */
  public static void start(ActorSystem<?> system, Journal journal, Users users, Clock clock) {
    Config settings = system.settings().config().getConfig("users.welcome");
    Config projection = system.settings().config().getConfig("users.projection");
    List<SliceRange> parts = SliceRange.split(projection.getInt("instances"));
    Pace pace = Pace.of(projection);
    Database database = database(system, parts.size() + 2);
    PoolMetrics.register(system, database);
    var queue = new WelcomeQueue(database, settings.getDuration("longest-delay"));
    Greeter greeter = greeter(system, settings.getConfig("mail"), users, clock);
    ActorRef<QueueWorker.Message> worker =
        worker(system, settings.getConfig("mail"), greeter, queue);
    Greeters greeters = Greeters.start(system, greeter, settings.getInt("parallelism"));
    ShardedProjection.start(
        system,
        PROJECTION,
        parts.size(),
        part ->
            projection(
                system,
                new FeedSource(journal, parts.get(part), pace),
                ProjectionId.of(PROJECTION, parts.get(part).name()),
                database,
                new WelcomeHandler(
                    greeter.mail().isPresent(),
                    greeters,
                    queue,
                    () -> worker.tell(new QueueWorker.Wake()))));
  }

  private static Projection<FeedBatch> projection(
      ActorSystem<?> system,
      FeedSource source,
      ProjectionId id,
      Database database,
      WelcomeHandler handler) {
    return JdbcProjection.atLeastOnceAsync(
            id, source, () -> DatabaseSession.open(database), () -> handler, system)
        // What is read again after a crash has been done, and its users say so.
        .withSaveOffset(50, Duration.ofMillis(500));
  }

  private static Greeter greeter(ActorSystem<?> system, Config mail, Users users, Clock clock) {
    Optional<WelcomeMail> sender =
        MailSettings.wantedBy(mail)
            ? Optional.of(new WelcomeMail(MailSettings.of(mail), clock))
            : Optional.empty();
    var threads =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("users.welcome.mail-dispatcher"));
    var metrics = new WelcomeMetrics(Metrics.get(system).registry());
    return new Greeter(users, sender, threads, clock, metrics);
  }

  private static ActorRef<QueueWorker.Message> worker(
      ActorSystem<?> system, Config mail, Greeter greeter, WelcomeQueue queue) {
    return system.systemActorOf(
        QueueWorker.create(
            greeter, queue, mail.getInt("parallelism"), mail.getDuration("longest-pause")),
        "welcome-worker",
        Props.empty());
  }

  private static Database database(ActorSystem<?> system, int size) {
    Config settings = system.settings().config().getConfig("users.database");
    Database database = Database.open(settings, PROJECTION, size);
    system.getWhenTerminated().whenComplete((done, failure) -> database.close());
    return database;
  }

  private Welcome() {}
}
