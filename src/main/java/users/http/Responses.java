package users.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.Query;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.pattern.CircuitBreakerOpenException;
import akka.stream.StreamTcpException;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import users.entity.UserReply;
import users.http.Json.UserJson;

/**
 * The responses of the service, successes and problems; with {@link ProblemType} the one place that
 * knows status codes.
 */
final class Responses {
  private static final ContentType PROBLEM_JSON =
      MediaTypes.applicationBinary("problem+json", true).toContentType();
  private static final ContentType CLOUDEVENTS_BATCH =
      MediaTypes.applicationBinary("cloudevents-batch+json", true).toContentType();
  private static final ContentType JSON = ContentTypes.APPLICATION_JSON;
  private static final ByteString COMMA = ByteString.fromString(",");
  private static final ContentType EVENT_STREAM = ContentTypes.create(MediaTypes.TEXT_EVENT_STREAM);
  private static final String RETRY_AFTER_SECONDS = "2";

  static HttpResponse created(UserReply.Found user) {
    return user(StatusCodes.CREATED.intValue(), user)
        .addHeader(RawHeader.create("Location", "/v1/users/" + user.userId()));
  }

  static HttpResponse user(UserReply.Found user) {
    return user(StatusCodes.OK.intValue(), user);
  }

  static HttpResponse json(Object shape) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, Json.bytes(shape)));
  }

  /** A page of something, with a link to the next one (RFC 8288), if there is one. */
  static HttpResponse page(Exchange exchange, Object shape, Optional<String> nextCursor) {
    HttpResponse page = json(shape);
    return nextCursor.map(cursor -> page.addHeader(next(exchange, cursor))).orElse(page);
  }

  /** A page of events, each a JSON object, and the pages beside it. */
  static HttpResponse eventPage(FeedForm form, List<ByteString> events, String links) {
    ContentType type = form == FeedForm.BATCH ? CLOUDEVENTS_BATCH : JSON;
    ByteString page = ByteString.fromString("[");
    for (int i = 0; i < events.size(); i++) {
      page = (i == 0 ? page : page.concat(COMMA)).concat(events.get(i));
    }
    return HttpResponse.create()
        .withEntity(HttpEntities.create(type, page.concat(ByteString.fromString("]"))))
        .addHeader(RawHeader.create("Link", links));
  }

  /** A stream of server-sent events, which a proxy must not collect before it sends them on. */
  static HttpResponse eventStream(Source<ByteString, ?> events) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(EVENT_STREAM, events))
        .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
  }

  /** What is JSON already. */
  static HttpResponse json(String text) {
    return HttpResponse.create().withEntity(HttpEntities.create(JSON, ByteString.fromString(text)));
  }

  static HttpResponse noContent() {
    return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
  }

  static HttpResponse notModified(String tag) {
    return HttpResponse.create()
        .withStatus(StatusCodes.NOT_MODIFIED)
        .addHeader(RawHeader.create("ETag", tag));
  }

  static HttpResponse content(Content content) {
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.parse(content.contentType()), content.bytes()))
        .addHeader(RawHeader.create("ETag", content.tag()));
  }

  static HttpResponse of(Problem problem) {
    var headers = new ArrayList<HttpHeader>();
    problem.headers().forEach((name, value) -> headers.add(RawHeader.create(name, value)));
    if (problem.type().status() == 503 && !problem.headers().containsKey("Retry-After")) {
      headers.add(RawHeader.create("Retry-After", RETRY_AFTER_SECONDS));
    }
    return HttpResponse.create()
        .withStatus(problem.type().status())
        .withHeaders(headers)
        .withEntity(HttpEntities.create(PROBLEM_JSON, Json.bytes(Json.problem(problem))));
  }

  /** The response to whatever went wrong: what is not a problem yet is unavailability or a bug. */
  static HttpResponse of(Throwable failure) {
    Throwable cause = cause(failure);
    if (cause instanceof Problem problem) {
      return of(problem);
    }
    return isUnavailability(cause)
        ? of(Problem.of(ProblemType.UNAVAILABLE, "Not possible right now; repeat it"))
        : of(Problem.of(ProblemType.INTERNAL_ERROR, "Report the request id if this lasts"));
  }

  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static HttpHeader next(Exchange exchange, String cursor) {
    var parameters = new TreeMap<>(exchange.request().getUri().query().toMap());
    parameters.put("cursor", cursor);
    Uri uri = exchange.request().getUri().toRelative().query(Query.create(parameters));
    return RawHeader.create("Link", "<" + uri + ">; rel=\"next\"");
  }

  private static HttpResponse user(int status, UserReply.Found user) {
    return json(UserJson.of(user.userId(), user.user(), user.version()))
        .withStatus(status)
        .addHeader(RawHeader.create("ETag", ETags.of(user.version())));
  }

  /** Whether it is no bug but something that passes. */
  static boolean isUnavailability(Throwable cause) {
    return cause instanceof TimeoutException
        || cause instanceof RejectedExecutionException
        || cause instanceof CircuitBreakerOpenException
        || cause instanceof StreamTcpException
        || cause instanceof java.sql.SQLException;
  }

  private Responses() {}
}
