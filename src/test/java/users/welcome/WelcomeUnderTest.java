package users.welcome;

import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import users.domain.Profile;
import users.domain.ProfileChange;
import users.email.EmailClaims;
import users.entity.CommandContext;
import users.entity.UserReply;
import users.entity.Users;
import users.infrastructure.Database;
import users.infrastructure.Metrics;
import users.infrastructure.TestDatabase;
import users.journal.Journal;

/** A node with users and the process that welcomes them; it dies rather than stops. */
final class WelcomeUnderTest implements AutoCloseable {
  private static final String ALONE =
      """
      akka.remote.artery.canonical.port = 0
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      akka.coordinated-shutdown.exit-jvm = off
      akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      akka.coordinated-shutdown.run-by-actor-system-terminate = off
      users.welcome.mail.security = none
      users.welcome.mail.longest-pause = 2s
      """;

  final ActorSystem<Void> system;
  final Users users;

  private WelcomeUnderTest(Config config, Optional<WelcomeUnderTest> toJoin) {
    Clock clock = Clock.systemUTC();
    this.system = ActorSystem.create(Behaviors.empty(), "users", config);
    var database = Database.open(config.getConfig("users.database"), "users", 8);
    system.getWhenTerminated().thenRun(database::close);
    Cluster.get(system).manager().tell(Join.create(toJoin.orElse(this).address()));
    var journal = Journal.start(system, database);
    var emails = EmailClaims.start(system, database, journal);
    this.users = Users.start(system, clock, emails, journal);
    Welcome.start(system, journal, users, clock);
    eventually().ignoreExceptions().until(this::answers);
  }

  private Address address() {
    return Cluster.get(system).selfMember().address();
  }

  private boolean answers() {
    return users.get(UUID.randomUUID().toString()).toCompletableFuture().join() != null;
  }

  static WelcomeUnderTest start(TestDatabase test, String settings) {
    return new WelcomeUnderTest(config(test, settings), Optional.empty());
  }

  /** A second node of its cluster, without mail. */
  WelcomeUnderTest joinedBy(TestDatabase test) {
    return new WelcomeUnderTest(config(test, ""), Optional.of(this));
  }

  private static Config config(TestDatabase test, String settings) {
    return ConfigFactory.parseString(settings)
        .withFallback(ConfigFactory.parseString(ALONE))
        .withFallback(test.config());
  }

  static WelcomeUnderTest withMail(TestDatabase test, int port) {
    return start(test, "users.welcome.mail { host = localhost, port = " + port + " }");
  }

  static ConditionFactory eventually() {
    return Awaitility.await();
  }

  /** Addresses are the name's, numbered: ann0@x.org, ann1@x.org … */
  List<String> create(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> name + i + "@x.org").map(this::create).toList();
  }

  private String create(String email) {
    UserReply reply =
        users.create(new Profile("Ann", "Lee", email), command()).toCompletableFuture().join();
    return ((UserReply.Found) reply).userId();
  }

  void delete(String userId) {
    users.delete(userId, command()).toCompletableFuture().join();
  }

  void move(String userId, String email) {
    var change = new ProfileChange(Optional.empty(), Optional.empty(), Optional.of(email));
    users.update(userId, change, command()).toCompletableFuture().join();
  }

  /** How many users this node has welcomed. */
  int greeted() {
    return (int)
        Metrics.get(system)
            .registry()
            .find("users.welcomes")
            .tag("outcome", "done")
            .counters()
            .stream()
            .mapToDouble(Counter::count)
            .sum();
  }

  /** How often each user was welcomed, going by the journal. */
  static Map<String, Integer> welcomes(TestDatabase test) {
    var welcomes = new HashMap<String, Integer>();
    rows(
            test,
            "SELECT substr(persistence_id, 6) FROM event_journal"
                + " WHERE convert_from(event_payload, 'UTF8') LIKE '%\"user-welcomed\"%'")
        .forEach(userId -> welcomes.merge(userId, 1, Integer::sum));
    return welcomes;
  }

  /** Who waits in the queue, why, and whether for good. */
  static List<String> queue(TestDatabase test) {
    return rows(test, "SELECT concat_ws(' ', user_id, last_error, refused) FROM welcome_queue");
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  private static List<String> rows(TestDatabase test, String query) {
    try (Connection connection = test.connection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CommandContext command() {
    return CommandContext.ofProcess(
        "test", UUID.randomUUID().toString(), Clock.systemUTC().instant().plusSeconds(10));
  }
}
