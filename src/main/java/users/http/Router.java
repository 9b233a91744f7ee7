package users.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import users.security.Access;

/** Finds the endpoint of a request, or says whether it is the path or the method that is wrong. */
final class Router {

  /** An endpoint with the values of its path's parameters. */
  record Match(Endpoint endpoint, Map<String, String> path) {}

  private final List<Endpoint> endpoints;

  Router(List<Endpoint> endpoints) {
    this.endpoints = endpoints;
  }

  Match route(HttpRequest request) {
    List<Match> matches = matches(request);
    if (matches.isEmpty()) {
      throw Problem.of(ProblemType.NOT_FOUND, "Nothing is at this path");
    }
    // The server turns HEAD into GET and drops the body.
    String method = request.method().name().equals("HEAD") ? "GET" : request.method().name();
    return matches.stream()
        .filter(match -> match.endpoint().method().equals(method))
        .findFirst()
        .orElseThrow(() -> methodNotAllowed(matches));
  }

  /** Who may know that the request has no endpoint. */
  Access accessToNothing(HttpRequest request) {
    return matches(request).stream().anyMatch(match -> match.endpoint().access() == Access.PUBLIC)
        ? Access.PUBLIC
        : Access.KNOWN;
  }

  private List<Match> matches(HttpRequest request) {
    List<String> segments = List.of(request.getUri().path().split("/", -1));
    var matches = new ArrayList<Match>(2);
    for (Endpoint endpoint : endpoints) {
      endpoint.match(segments).ifPresent(path -> matches.add(new Match(endpoint, path)));
    }
    return matches;
  }

  private static Problem methodNotAllowed(List<Match> matches) {
    var allowed = new TreeSet<String>();
    for (Match match : matches) {
      allowed.add(match.endpoint().method());
      if (match.endpoint().method().equals("GET")) {
        allowed.add("HEAD");
      }
    }
    String methods = String.join(", ", allowed);
    return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "This address takes " + methods)
        .withHeader("Allow", methods);
  }
}
