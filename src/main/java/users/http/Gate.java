package users.http;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.headers.RawHeader;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import users.security.Access;
import users.security.Caller;
import users.security.Callers;
import users.security.KeysUnavailable;
import users.security.RateLimit;
import users.security.RateLimits;
import users.security.Unauthenticated;

/**
 * Lets a request in or says why not: who asks, whether too often, and whether they may. What comes
 * later (404, 405, …) tells nothing to those who may not know.
 */
final class Gate {
  private static final String REALM = "Bearer realm=\"users\"";
  private static final int NETWORK_OF_IPV6 = 8;

  private final Callers callers;
  private final Optional<RateLimits> limits;

  /**
   * A caller who was let in.
   *
   * @param limit what is left to them; empty if nothing is limited
   */
  record Admission(Caller caller, Optional<RateLimit> limit) {

    /** The response, with what is left to the caller. */
    HttpResponse addTo(HttpResponse response) {
      HttpResponse with = response;
      for (var field : limit.map(Gate::fields).orElse(Map.of()).entrySet()) {
        with = with.addHeader(RawHeader.create(field.getKey(), field.getValue()));
      }
      return with;
    }
  }

  Gate(Callers callers, Optional<RateLimits> limits) {
    this.callers = callers;
    this.limits = limits;
  }

  /** Fails with a problem if the request may not go on. */
  CompletionStage<Admission> admit(HttpRequest request, Access access, Optional<String> userId) {
    return caller(request, access)
        .thenApply(caller -> admit(request, caller, access, userId))
        .exceptionally(failure -> refuse(request, failure));
  }

  private CompletionStage<Caller> caller(HttpRequest request, Access access) {
    return access == Access.PUBLIC
        ? CompletableFuture.completedFuture(Caller.ANONYMOUS)
        : callers.of(Exchange.header(request, "authorization"));
  }

  private Admission admit(
      HttpRequest request, Caller caller, Access access, Optional<String> userId) {
    Optional<RateLimit> limit = limits.map(all -> take(all, request, caller));
    if (!access.allows(caller, userId)) {
      throw forbidden(access).withHeaders(limit.map(Gate::fields).orElse(Map.of()));
    }
    return new Admission(caller, limit);
  }

  private RateLimit take(RateLimits all, HttpRequest request, Caller caller) {
    boolean known = !caller.equals(Caller.ANONYMOUS);
    RateLimit limit = all.take(known ? "subject " + caller.subject() : network(request));
    if (!limit.within()) {
      throw Problem.of(
              ProblemType.TOO_MANY_REQUESTS,
              "At most " + limit.requests() + " in " + limit.per().toSeconds() + " s")
          .withHeaders(fields(limit))
          .withHeader("Retry-After", Long.toString(limit.waitSeconds()));
    }
    return limit;
  }

  private static Map<String, String> fields(RateLimit limit) {
    return Map.of("RateLimit-Policy", limit.policy(), "RateLimit", limit.state());
  }

  private Admission refuse(HttpRequest request, Throwable failure) {
    Throwable cause = Responses.cause(failure);
    if (cause instanceof Unauthenticated unknown) {
      // Whoever guesses tokens is limited as well.
      limits.ifPresent(all -> take(all, request, Caller.ANONYMOUS));
      throw unauthenticated(unknown);
    }
    throw cause instanceof KeysUnavailable
        ? Problem.of(ProblemType.UNAVAILABLE, "The keys of the tokens' issuer cannot be read")
        : new CompletionException(cause);
  }

  private static Problem unauthenticated(Unauthenticated unknown) {
    String challenge =
        unknown
            .error()
            .map(
                e ->
                    REALM
                        + ", error=\""
                        + e
                        + "\", error_description=\""
                        + unknown.getMessage()
                        + "\"")
            .orElse(REALM);
    return Problem.of(ProblemType.UNAUTHENTICATED, unknown.getMessage())
        .withHeader("WWW-Authenticate", challenge);
  }

  private static Problem forbidden(Access access) {
    String scope = access.scope().orElseThrow().value();
    return Problem.of(
            ProblemType.FORBIDDEN, "The token has no scope that allows this; " + scope + " would")
        .withHeader(
            "WWW-Authenticate", REALM + ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
  }

  /** The address; of IPv6 the network, as every client there has 2^64 addresses. */
  private static String network(HttpRequest request) {
    return request
        .getAttribute(AttributeKeys.remoteAddress)
        .flatMap(RemoteAddress::getAddress)
        .map(InetAddress::getAddress)
        .map(bytes -> bytes.length > 4 ? Arrays.copyOf(bytes, NETWORK_OF_IPV6) : bytes)
        .map(HexFormat.of()::formatHex)
        .orElse("unknown");
  }
}
