package users.view;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import users.email.EmailClaims;
import users.infrastructure.Database;
import users.infrastructure.TestDatabase;
import users.journal.Journal;

/** The whole read side on a cluster of one node, with a database of its own. */
final class ViewUnderTest implements AutoCloseable {
  private static final String ALONE =
      """
      akka.remote.artery.canonical.port = 0
      akka.coordinated-shutdown.exit-jvm = off
      akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = off
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      # A keep-alive of the daemon process, buffered by the last node's region, holds up its end.
      akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout = 2s
      """;

  final TestDatabase test;
  final ActorTestKit testKit;
  final Database database;
  final Journal journal;
  final EmailClaims claims;
  final UserView view;

  ViewUnderTest(TestDatabase test) {
    Config config = ConfigFactory.parseString(ALONE).withFallback(test.config());
    this.test = test;
    this.testKit = ActorTestKit.create(config);
    Cluster cluster = Cluster.get(testKit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    this.database = Database.open(config.getConfig("users.database"), "users", 8);
    this.journal = Journal.start(testKit.system(), database);
    this.claims = new EmailClaims(database, journal, config);
    this.view = UserView.start(testKit.system(), journal, claims, database);
  }

  Lag lag() {
    return view.lag().toCompletableFuture().join();
  }

  @Override
  public void close() {
    testKit.shutdownTestKit();
    database.close();
    test.close();
  }
}
