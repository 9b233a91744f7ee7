package users.http;

import akka.Done;
import akka.actor.ActorSystem;
import akka.event.LoggingAdapter;
import akka.http.impl.engine.HttpConnectionIdleTimeoutBidi;
import akka.http.impl.engine.server.GracefulTerminatorStage;
import akka.http.impl.engine.server.HttpAttributes$;
import akka.http.impl.engine.server.MasterServerTerminator;
import akka.http.impl.engine.server.ServerTerminator;
import akka.http.javadsl.ServerBinding;
import akka.http.scaladsl.ConnectionContext;
import akka.http.scaladsl.Http;
import akka.http.scaladsl.HttpExt;
import akka.http.scaladsl.model.HttpRequest;
import akka.http.scaladsl.model.HttpResponse;
import akka.http.scaladsl.settings.ServerSettings;
import akka.japi.function.Function;
import akka.stream.ActorAttributes;
import akka.stream.javadsl.BidiFlow;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Tcp;
import akka.util.ByteString;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import scala.Option;
import scala.jdk.javaapi.FutureConverters;
import users.security.ServerCertificate;

/**
 * Listens for HTTP with the parts of Akka's own server, put together as {@code HttpExt} of Akka
 * HTTP 10.5 does it, and one more before its parser, for which it has no place: {@link
 * MendingStage}.
 */
final class Listener {
  private final ActorSystem system;
  private final MasterServerTerminator terminator;
  private final ServerSettings settings;
  private final Flow<ByteString, ByteString, ServerTerminator> connection;

  Listener(
      ActorSystem system,
      Optional<ServerCertificate> certificate,
      Function<
              akka.http.javadsl.model.HttpRequest,
              CompletionStage<akka.http.javadsl.model.HttpResponse>>
          handler) {
    var http = (HttpExt) Http.get(system);
    LoggingAdapter log = system.log();
    ConnectionContext context =
        certificate
            .<ConnectionContext>map(shown -> ConnectionContext.httpsServer(shown::engine))
            .orElseGet(ConnectionContext::noEncryption);
    this.system = system;
    this.terminator = new MasterServerTerminator(log);
    this.settings = (ServerSettings) ServerSettings.apply(system);
    this.connection =
        Flow.of(HttpRequest.class)
            .mapAsync(
                settings.pipeliningLimit(),
                request -> handler.apply(request).thenApply(HttpResponse.class::cast))
            .joinMat(
                GracefulTerminatorStage.apply(system, settings)
                    .atop(http.serverLayer(settings, Option.empty(), log, certificate.isPresent()))
                    .atop(BidiFlow.fromGraph(new MendingStage()))
                    .atop(http.sslTlsServerStage(context))
                    .atop(
                        HttpConnectionIdleTimeoutBidi.apply(
                            settings.timeouts().idleTimeout(), Option.empty())),
                Keep.right());
  }

  /** Listens; the stage fails if the port is taken. */
  CompletionStage<ServerBinding> bind(String host, int port) {
    return Tcp.get(system)
        .bind(host, port, settings.backlog(), settings.getSocketOptions(), false, Optional.empty())
        .mapAsyncUnordered(settings.maxConnections(), this::serve)
        .to(Sink.ignore())
        .withAttributes(ActorAttributes.dispatcher("users.http.door-dispatcher"))
        .run(system)
        .thenApply(this::binding);
  }

  private CompletionStage<Done> serve(Tcp.IncomingConnection incoming) {
    return incoming.handleWith(
        connection
            .watchTermination(this::untilClosed)
            .addAttributes(HttpAttributes$.MODULE$.remoteAddress(incoming.remoteAddress())),
        system);
  }

  private CompletionStage<Done> untilClosed(ServerTerminator one, CompletionStage<Done> closed) {
    terminator.registerConnection(one, system.dispatcher());
    return closed.handle(
        (done, failure) -> {
          terminator.removeConnection(one);
          return Done.getInstance();
        });
  }

  private ServerBinding binding(Tcp.ServerBinding port) {
    return new ServerBinding(
        new Http.ServerBinding(
            port.localAddress(),
            () -> FutureConverters.asScala(port.unbind()),
            deadline -> terminator.terminate(deadline, system.dispatcher())));
  }
}
