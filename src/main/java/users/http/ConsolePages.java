package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The console: one page and the files it loads, all of the class path; no other file is served. */
final class ConsolePages {
  private static final String FOLDER = "console/";
  static final List<String> FILES =
      List.of(
          "console.css",
          "icon.svg",
          "icons.svg",
          "api.js",
          "app.js",
          "dialog.js",
          "dom.js",
          "edit.js",
          "events.js",
          "feed.js",
          "format.js",
          "signin.js",
          "states.js",
          "system.js",
          "theme.js",
          "timeline.js",
          "user.js",
          "users.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "svg", "image/svg+xml");

  private final Content page = Content.resource("text/html; charset=UTF-8", FOLDER + "index.html");
  private final Map<String, Content> files =
      FILES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), ConsolePages::file));

  CompletionStage<HttpResponse> page(Exchange exchange) {
    return page.answer(exchange);
  }

  CompletionStage<HttpResponse> file(Exchange exchange) {
    return Optional.ofNullable(files.get(exchange.path().get("file")))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Nothing is at this path"))
        .answer(exchange);
  }

  private static Content file(String name) {
    return Content.resource(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), FOLDER + name);
  }
}
