package users.http;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.TimeoutAccess;
import akka.pattern.Patterns;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Door;
import users.infrastructure.Metrics;
import users.infrastructure.Settings;
import users.security.Callers;
import users.security.RateLimits;
import users.security.SecurityHeaders;
import users.security.ServerCertificate;

/**
 * The HTTP server: admits requests up to a bound, gives each its ids, and sees to it that whatever
 * happens the answer is one of ours.
 */
public final class Server {
  /** Callers who each wait for their answer before they ask again: no sign of too much. */
  private static final int FEW_REQUESTS = 640;

  private static final Duration HARD_DEADLINE = Duration.ofSeconds(10);
  private static final Connection CLOSE = Connection.create("close");

  private final ActorSystem<?> system;
  private final Router router;
  private final Gate gate;
  private final boolean tls;
  private final Door door;
  private final Workload work;
  private final RequestMetrics metrics;
  private final AccessLog log = new AccessLog();

  private Server(ActorSystem<?> system, Router router, Gate gate, Config http, boolean tls) {
    this.system = system;
    this.router = router;
    this.gate = gate;
    this.tls = tls;
    this.work =
        new Workload(FEW_REQUESTS, Settings.atLeastOne(http, "max-in-flight"), System::nanoTime);
    this.door = Door.get(system);
    this.metrics = new RequestMetrics(Metrics.get(system).registry(), work::size);
  }

  /** Binds to users.http.host and port; the stage fails if the port is taken. */
  public static CompletionStage<ServerBinding> start(
      ActorSystem<?> system, Callers callers, List<Endpoint> endpoints) {
    Config http = system.settings().config().getConfig("users.http");
    var gate = new Gate(callers, RateLimits.of(http, callers.areKnown()));
    Optional<ServerCertificate> certificate = ServerCertificate.of(http);
    var server = new Server(system, new Router(endpoints), gate, http, certificate.isPresent());
    return new Listener(Adapter.toClassic(system), certificate, server::handle)
        .bind(http.getString("host"), http.getInt("port"))
        .thenApply(binding -> opened(binding, http.getDuration("linger"), system));
  }

  /**
   * The door closes before the rooms are cleared: a connection that was let in at the last moment
   * has the linger time to send its request; it would be reset otherwise.
   */
  private static ServerBinding opened(
      ServerBinding binding, Duration linger, ActorSystem<?> system) {
    CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
    shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "http-unbind", binding::unbind);
    shutdown.addTask(
        CoordinatedShutdown.PhaseServiceRequestsDone(),
        "http-terminate",
        () ->
            Patterns.after(linger, system, () -> binding.terminate(HARD_DEADLINE))
                .thenApply(terminated -> Done.getInstance()));
    Door.get(system).open();
    return binding;
  }

  private CompletionStage<HttpResponse> handle(HttpRequest request) {
    var ids = RequestIds.of(request);
    var measured = metrics.start(request);
    request
        .getHeader(TimeoutAccess.class)
        .ifPresent(
            timeout ->
                timeout.timeoutAccess().updateHandler(late -> finish(timedOut(), ids, measured)));
    return admit(request, ids, measured)
        .exceptionally(failure -> failed(failure, ids))
        .thenCompose(response -> RequestBody.end(request, system).thenApply(end -> response))
        .thenApply(response -> finish(response, ids, measured));
  }

  private CompletionStage<HttpResponse> admit(
      HttpRequest request, RequestIds ids, RequestMetrics.Measured measured) {
    if (!work.enter()) {
      return CompletableFuture.failedFuture(
          Problem.of(ProblemType.OVERLOADED, "Too many requests at once"));
    }
    return answer(request.addAttribute(Workload.KEY, work), ids, measured)
        .whenComplete((response, failure) -> work.leave());
  }

  private CompletionStage<HttpResponse> answer(
      HttpRequest request, RequestIds ids, RequestMetrics.Measured measured) {
    Router.Match match;
    try {
      match = router.route(request);
    } catch (Problem nowhere) {
      return gate.admit(request, router.accessToNothing(request), Optional.empty())
          .thenApply(admission -> admission.addTo(Responses.of(nowhere)));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
    measured.route(match.endpoint());
    Optional<String> userId =
        Optional.ofNullable(match.path().get("userId")).flatMap(UserIds::parse);
    return gate.admit(request, match.endpoint().access(), userId)
        .thenCompose(admission -> answerTo(admission, request, match, ids));
  }

  /** Whatever comes of it, the caller learns what is left to them. */
  private CompletionStage<HttpResponse> answerTo(
      Gate.Admission admission, HttpRequest request, Router.Match match, RequestIds ids) {
    return CompletableFuture.completedFuture(admission)
        .thenCompose(admitted -> answer(request, match, admitted, ids))
        .exceptionally(failure -> failed(failure, ids))
        .thenApply(admission::addTo);
  }

  private static CompletionStage<HttpResponse> answer(
      HttpRequest request, Router.Match match, Gate.Admission admission, RequestIds ids) {
    match.endpoint().checkAcceptable(request);
    var exchange =
        new Exchange(
            request,
            match.path(),
            admission.caller().subject(),
            ids.requestId(),
            Optional.of(ids.traceparent()));
    return match.endpoint().handler().apply(exchange);
  }

  private HttpResponse failed(Throwable failure, RequestIds ids) {
    log.failed(failure, ids);
    return Responses.of(failure);
  }

  /** Akka closes the connection after it. */
  private static HttpResponse timedOut() {
    return Responses.of(Problem.of(ProblemType.UNAVAILABLE, "Not answered in time"))
        .addHeader(CLOSE);
  }

  private HttpResponse finish(
      HttpResponse response, RequestIds ids, RequestMetrics.Measured measured) {
    measured.done(response.status().intValue());
    log.answered(response.status().intValue(), ids, measured);
    HttpResponse finished = SecurityHeaders.addTo(ids.addTo(response), tls);
    boolean saysSo = finished.getHeader(Connection.class).isPresent();
    return door.isClosing() && !saysSo ? finished.addHeader(CLOSE) : finished;
  }
}
