package users.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import users.security.Access;

/**
 * One row of the route table: a method, a path like {@code /v1/users/{userId}}, who may call it,
 * the media types of the answer, and what answers.
 */
record Endpoint(
    String method,
    String path,
    List<String> template,
    Access access,
    List<String> produces,
    Function<Exchange, CompletionStage<HttpResponse>> handler) {

  static Endpoint of(
      String method,
      String path,
      Access access,
      Function<Exchange, CompletionStage<HttpResponse>> handler) {
    List<String> template = List.of(path.split("/", -1));
    return new Endpoint(method, path, template, access, List.of("application/json"), handler);
  }

  Endpoint producing(String... mediaTypes) {
    return producing(List.of(mediaTypes));
  }

  /** The same, with the media types that it can answer with; none means that no one is asked. */
  Endpoint producing(List<String> mediaTypes) {
    return new Endpoint(method, path, template, access, mediaTypes, handler);
  }

  /** The values of the path's parameters, if {@code segments} are a path of this endpoint. */
  Optional<Map<String, String>> match(List<String> segments) {
    if (template.size() != segments.size()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < template.size(); i++) {
      String expected = template.get(i);
      if (expected.startsWith("{")) {
        values.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else if (!expected.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** Throws a problem if the request accepts nothing that this answers with. */
  void checkAcceptable(HttpRequest request) {
    if (!produces.isEmpty()) {
      Accepts.best(request, produces);
    }
  }
}
