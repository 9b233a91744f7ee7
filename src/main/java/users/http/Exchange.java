package users.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Map;
import java.util.Optional;

/**
 * One request with what the service found out about it.
 *
 * @param path the values of the path's parameters, by name
 * @param actor who asks
 * @param requestId taken from the client or made
 * @param traceparent the W3C trace context that came in
 */
record Exchange(
    HttpRequest request,
    Map<String, String> path,
    String actor,
    String requestId,
    Optional<String> traceparent) {

  /** A header's value; the values of one sent twice are joined (RFC 9110, 5.3). */
  Optional<String> header(String name) {
    return header(request, name);
  }

  static Optional<String> header(HttpRequest request, String name) {
    String found = null;
    for (var header : request.getHeaders()) {
      if (header.lowercaseName().equals(name)) {
        found = found == null ? header.value() : found + ", " + header.value();
      }
    }
    return Optional.ofNullable(found);
  }
}
