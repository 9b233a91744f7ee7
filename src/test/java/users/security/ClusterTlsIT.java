package users.security;

import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of production.conf lets in those who show a certificate of its authority. */
class ClusterTlsIT {
  private final List<ActorSystem<Void>> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    nodes.forEach(ActorSystem::terminate);
    nodes.forEach(node -> node.getWhenTerminated().toCompletableFuture().join());
  }

  @Test
  void onlyNodesWithACertificateJoin(@TempDir Path ours, @TempDir Path theirs) throws Exception {
    Certificates.in(ours);
    Certificates.in(theirs);
    Cluster first = node("USERS_CLUSTER_TLS = \"" + ours + "\"");
    join(first, first);

    Cluster stranger = node("USERS_CLUSTER_TLS = \"" + theirs + "\"");
    Cluster plain = node("USERS_REMOTE_TRANSPORT = tcp");
    join(stranger, first);
    join(plain, first);
    Cluster second = node("USERS_CLUSTER_TLS = \"" + ours + "\"");
    join(second, first);

    await().until(() -> isUp(first) && isUp(second));
    await()
        .during(Duration.ofSeconds(5))
        .until(() -> !isUp(stranger) && !isUp(plain) && size(first) == 2);
  }

  private Cluster node(String settings) {
    String own =
        """
        USERS_HOST = 127.0.0.1
        akka.remote.artery { canonical.port = 0, bind.hostname = 127.0.0.1 }
        akka.cluster.min-nr-of-members = 1
        akka.cluster.jmx.multi-mbeans-in-same-jvm = on
        akka.coordinated-shutdown { exit-jvm = off, run-by-jvm-shutdown-hook = off }
        """;
    Config config =
        ConfigFactory.load(
            ConfigFactory.parseString(own)
                .withFallback(ConfigFactory.parseString(settings))
                .withFallback(ConfigFactory.parseFile(new File("conf/production.conf"))));
    ActorSystem<Void> node = ActorSystem.create(Behaviors.empty(), "users", config);
    nodes.add(node);
    return Cluster.get(node);
  }

  private static void join(Cluster node, Cluster seed) {
    node.manager().tell(Join.create(seed.selfMember().address()));
  }

  private static boolean isUp(Cluster node) {
    return node.selfMember().status().equals(MemberStatus.up());
  }

  private static int size(Cluster node) {
    var count = new ArrayList<>();
    node.state().getMembers().forEach(count::add);
    return count.size();
  }
}
