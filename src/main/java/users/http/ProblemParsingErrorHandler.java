package users.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import users.security.SecurityHeaders;

/**
 * Answers what is not HTTP, before any route sees it, with a problem as well. Named in http.conf,
 * which is the only way to set it from Java.
 */
public final class ProblemParsingErrorHandler extends ParsingErrorHandler {

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    Problem problem =
        switch (status.intValue()) {
          case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "At most 64 KiB");
          case 414 -> Problem.of(ProblemType.URI_TOO_LONG, "At most 2,048 characters");
          case 431 -> Problem.of(ProblemType.HEADERS_TOO_LARGE, "The headers are too large");
          // An unknown method: the parser says 501, but it is the caller who errs.
          case 501 ->
              Problem.of(ProblemType.METHOD_NOT_ALLOWED, "No such method")
                  .withHeader("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
          default -> Problem.of(ProblemType.MALFORMED_REQUEST, info.summary());
        };
    return SecurityHeaders.addTo(RequestIds.made().addTo(Responses.of(problem)), false);
  }
}
