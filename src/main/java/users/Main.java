package users;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.ServerBinding;
import akka.management.cluster.bootstrap.ClusterBootstrap;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import users.email.EmailClaims;
import users.entity.Users;
import users.http.Api;
import users.http.Server;
import users.infrastructure.Database;
import users.infrastructure.DatabaseUrl;
import users.infrastructure.Schema;
import users.infrastructure.SecretFiles;
import users.infrastructure.Settings;
import users.infrastructure.Threads;
import users.journal.Journal;
import users.ops.ManagementServer;
import users.ops.Operations;
import users.ops.SystemReport;
import users.security.Callers;
import users.view.UserView;
import users.welcome.Welcome;

/** Starts every part, in order: this is the architecture. */
public final class Main {

  /** A node: its actor system, and where its HTTP server listens once the node shares the work. */
  record Node(ActorSystem<Void> system, CompletionStage<InetSocketAddress> http) {}

  public static void main(String[] args) {
    haveAPool();
    giveWay();
    try {
      Node node = start(ConfigFactory.load());
      joinCluster(node);
      done(node.http());
    } catch (Throwable failure) {
      System.err.println("users: cannot start: " + failure.getMessage());
      System.exit(1);
    }
  }

  /** On two cores Java would run what is asynchronous in a new thread each, for want of a pool. */
  private static void haveAPool() {
    String cores = Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors()));
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", cores);
  }

  /**
   * The threads that are started from here inherit a priority below that of the JVM's compilers,
   * which would get their turn last just when a new node is busy. It has an effect only with the
   * flags of {@code conf/java-linux.options}.
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing correct depends on it
  private static void giveWay() {
    Thread.currentThread().setPriority(Thread.NORM_PRIORITY - 1);
  }

  /** Starts a node that is in no cluster yet. */
  static Node start(Config given) {
    Config secret = SecretFiles.applyTo(given);
    Config config =
        Threads.applyTo(DatabaseUrl.of(secret.getConfig("users.database")).applyTo(secret));
    Clock clock = Clock.tickMillis(ZoneOffset.UTC);
    Callers callers = Callers.start(config, clock);
    Config settings = config.getConfig("users.database");
    Schema.migrate(settings);
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "users", config);
    Database database =
        Database.open(settings, "users", Settings.atLeastOne(settings, "pool-size"));
    system.getWhenTerminated().thenRun(database::close).thenRun(callers::close);
    Journal journal = Journal.start(system, database);
    EmailClaims emails = EmailClaims.start(system, database, journal);
    Users users = Users.start(system, clock, emails, journal);
    UserView view = UserView.start(system, journal, emails, database);
    Welcome.start(system, journal, users, clock);
    SystemReport report =
        Operations.start(
            system,
            database,
            journal,
            List.of(UserView.PROJECTION, Welcome.PROJECTION),
            Map.of(UserView.PROJECTION, view.rebuild()),
            clock);
    var endpoints = Api.endpoints(system, users, view, journal, report::take, clock);
    CompletionStage<ServerBinding> http =
        users.whenShared().thenCompose(shared -> Server.start(system, callers, endpoints));
    http.thenRun(users::findHomes);
    return new Node(system, http.thenApply(ServerBinding::localAddress));
  }

  /** Opens the operators' port, over which nodes also find each other. */
  private static void joinCluster(Node node) {
    done(ManagementServer.start(node.system()));
    ClusterBootstrap.get(node.system()).start();
  }

  private static <T> T done(CompletionStage<T> part) {
    return part.toCompletableFuture().join();
  }

  private Main() {}
}
