package users.ops;

import akka.actor.ExtendedActorSystem;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.Route;
import akka.management.cluster.javadsl.ClusterHttpManagementRoutes;
import akka.management.javadsl.ManagementRouteProvider;
import akka.management.javadsl.ManagementRouteProviderSettings;
import java.util.regex.Pattern;
import users.infrastructure.Metrics;

/** The routes on the operators' port besides Akka's health checks. Named in ops.conf. */
public final class ManagementRoutes extends AllDirectives implements ManagementRouteProvider {
  /** Not Akka's domain-events: a stream without end or bound, for whoever asks. */
  private static final Pattern CLUSTER = Pattern.compile("/cluster/(members|shards/[A-Za-z-]+)");

  private static final ContentType PROMETHEUS =
      ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

  private final ActorSystem<Void> system;

  public ManagementRoutes(ExtendedActorSystem system) {
    this.system = Adapter.toTyped(system);
  }

  @Override
  public Route routes(ManagementRouteProviderSettings settings) {
    Route cluster = ClusterHttpManagementRoutes.readOnly(Cluster.get(system));
    return concat(
        path("metrics", () -> get(() -> complete(metrics()))),
        pathPrefix("projections", () -> new ProjectionRoutes(system).routes()),
        extractUri(uri -> CLUSTER.matcher(uri.path()).matches() ? get(() -> cluster) : reject()));
  }

  private HttpResponse metrics() {
    byte[] text = Metrics.get(system).scrape().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return HttpResponse.create().withEntity(HttpEntities.create(PROMETHEUS, text));
  }
}
