package users.ops;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.headers.Host;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.http.javadsl.settings.ServerSettings;
import akka.management.AkkaManagementSettings;
import akka.management.javadsl.AkkaManagement;
import java.util.concurrent.CompletionStage;
import users.security.SecurityHeaders;

/**
 * The operators' port: the routes of Akka Management, served by us, as its own server puts no
 * headers on what it did not find.
 */
public final class ManagementServer {
  /** Load balancers ask in HTTP/1.0 and name no host. */
  private static final Host NODE = Host.create("node");

  /** Binds to akka.management.http; the stage fails if the port is taken. */
  public static CompletionStage<ServerBinding> start(ActorSystem<?> system) {
    AkkaManagement management = AkkaManagement.get(system);
    AkkaManagementSettings settings = management.settings();
    Route routes = management.getRoutes().seal();
    return Http.get(system)
        .newServerAt(settings.getHttpEffectiveBindHostname(), settings.getHttpEffectiveBindPort())
        .withSettings(ServerSettings.create(Adapter.toClassic(system)).withDefaultHostHeader(NODE))
        .bind(
            Directives.mapResponse(
                response -> SecurityHeaders.addTo(response, false), () -> routes));
  }

  private ManagementServer() {}
}
