package users;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import users.infrastructure.TestDatabase;

/** The whole service in this JVM on ports that were free, as the one node of its cluster. */
public final class TestService implements AutoCloseable {
  private static final String OF_TESTS =
      """
      users.http.port = 0
      users.http.linger = 0s
      users.drain = 0s
      akka.remote.artery.canonical.port = 0
      akka.cluster.jmx.multi-mbeans-in-same-jvm = on
      akka.coordinated-shutdown.exit-jvm = off
      akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
      """;

  private static TestService shared;

  private final Main.Node node;
  private final int port;
  private final TestClient client;

  private TestService(Main.Node node) {
    this.node = node;
    joinItself(node);
    this.port = node.http().toCompletableFuture().join().getPort();
    this.client = new TestClient(URI.create("http://127.0.0.1:" + port));
  }

  /**
   * One service for all tests of this JVM that need neither a database nor settings of their own.
   */
  public static synchronized TestService shared() {
    if (shared == null) {
      shared = start(TestDatabase.create());
    }
    return shared;
  }

  /** The service on that database; it answers when this returns. */
  public static TestService start(TestDatabase database, String... settings) {
    return start(database.config().withOnlyPath("users.database"), settings);
  }

  /**
   * The service as configured by application.conf.
   *
   * @param database what wins over it
   * @param settings lines that win over both
   */
  static TestService start(Config database, String... settings) {
    Config all =
        ConfigFactory.load(
            ConfigFactory.parseString(String.join("\n", settings))
                .withFallback(ConfigFactory.parseString(OF_TESTS))
                .withFallback(database)
                .withFallback(ConfigFactory.defaultApplication()));
    return new TestService(Main.start(all));
  }

  /** Sends a request and waits for the answer. */
  public Answer send(Call call) {
    return client.send(call);
  }

  /** The user at that path once the service is done with it by itself: nothing more will change. */
  public Answer settled(String path) {
    return Awaitility.await()
        .until(() -> send(Call.get(path)), user -> user.json().path("welcomed").booleanValue());
  }

  public TestClient client() {
    return client;
  }

  public ActorSystem<Void> system() {
    return node.system();
  }

  public int port() {
    return port;
  }

  /** Stops it as SIGTERM does. */
  @Override
  public void close() {
    node.system().terminate();
    try {
      node.system().getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The service does not stop", e);
    }
  }

  private static void joinItself(Main.Node node) {
    Cluster cluster = Cluster.get(node.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    Awaitility.await().until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
  }
}
