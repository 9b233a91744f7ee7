package users.http;

import akka.http.javadsl.model.HttpRequest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import users.infrastructure.Metrics;

/** Counts requests by route, never by path: a path names a user, and there are too many. */
final class RequestMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final MeterRegistry registry;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  private record Kind(String method, String route, int status) {}

  RequestMetrics(MeterRegistry registry, Supplier<Number> inFlight) {
    this.registry = registry;
    Gauge.builder("users.http.in.flight", inFlight)
        .description("Requests that this node works on")
        .register(registry);
  }

  Measured start(HttpRequest request) {
    return new Measured(request.method().name());
  }

  private Timer timer(Kind kind) {
    return timers.computeIfAbsent(
        kind,
        k ->
            Metrics.histogram("users.http.requests", "Requests, until the head of their response")
                .tag("method", k.method())
                .tag("route", k.route())
                .tag("status", Integer.toString(k.status()))
                .register(registry));
  }

  /** One request. Of its responses, one of which may come too late, the first counts. */
  final class Measured {
    private final String method;
    private final long started = System.nanoTime();
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile String route = "none";

    private Measured(String method) {
      this.method = METHODS.contains(method) ? method : "other";
    }

    void route(Endpoint endpoint) {
      route = endpoint.path();
    }

    String method() {
      return method;
    }

    String route() {
      return route;
    }

    long millis() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    }

    void done(int status) {
      if (done.compareAndSet(false, true)) {
        timer(new Kind(method, route, status))
            .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
      }
    }
  }
}
