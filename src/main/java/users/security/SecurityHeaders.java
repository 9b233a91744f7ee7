package users.security;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.List;

/** What every answer tells a browser: take it as it is, for this site only, and tell nobody. */
public final class SecurityHeaders {
  private static final List<HttpHeader> ALWAYS =
      List.of(
          RawHeader.create("X-Content-Type-Options", "nosniff"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"));

  /** For what is no page: nothing in it is ever run or shown. */
  private static final HttpHeader NO_PAGE =
      RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

  private static final HttpHeader ONLY_TLS =
      RawHeader.create("Strict-Transport-Security", "max-age=31536000");

  /** Adds them; a page brings its own Content-Security-Policy. */
  public static HttpResponse addTo(HttpResponse response, boolean tls) {
    HttpResponse safe = response.addHeaders(ALWAYS);
    if (response.getHeader("Content-Security-Policy").isEmpty()) {
      safe = safe.addHeader(NO_PAGE);
    }
    return tls ? safe.addHeader(ONLY_TLS) : safe;
  }

  private SecurityHeaders() {}
}
