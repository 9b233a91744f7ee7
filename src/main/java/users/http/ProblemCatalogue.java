package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Where the {@code type} of a problem points to: what it means and what to do about it. */
final class ProblemCatalogue {
  static final List<String> MEDIA_TYPES = List.of("application/json", "text/html");

  private final Variants all =
      new Variants(Json.problemTypes(), ProblemPages.all(ProblemType.values()));
  private final Map<String, Variants> each =
      Arrays.stream(ProblemType.values())
          .collect(
              Collectors.toUnmodifiableMap(
                  ProblemType::path,
                  type -> new Variants(Json.problemType(type), ProblemPages.one(type))));

  /** The same for programs and for people. */
  private record Variants(Content json, Content html) {
    Variants(Object json, String html) {
      this(
          Content.of("application/json", Json.bytes(json)),
          Content.of("text/html; charset=UTF-8", html));
    }

    Content best(Exchange exchange) {
      return Accepts.best(exchange.request(), MEDIA_TYPES).equals("text/html") ? html : json;
    }
  }

  CompletionStage<HttpResponse> all(Exchange exchange) {
    return all.best(exchange).answer(exchange);
  }

  CompletionStage<HttpResponse> one(Exchange exchange) {
    return Optional.ofNullable(each.get("/problems/" + exchange.path().get("name")))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such problem"))
        .best(exchange)
        .answer(exchange);
  }
}
