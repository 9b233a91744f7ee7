package users.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.javadsl.Sink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import users.infrastructure.Inline;

/** Reads the body of a request, bounded in size (akka.http.server.parsing) and time. */
final class RequestBody {
  static final List<String> JSON = List.of("application/json");
  static final List<String> MERGE_PATCH =
      List.of("application/merge-patch+json", "application/json");

  private static final Duration SLOWEST = Duration.ofSeconds(3);

  /** The bytes of a body of one of {@code mediaTypes} in UTF-8, uncompressed. */
  static CompletionStage<byte[]> read(
      HttpRequest request, List<String> mediaTypes, ActorSystem<?> system) {
    checkType(request, mediaTypes);
    return bytes(request, system);
  }

  /** The bytes of a body that may be left out, and with it its type. */
  static CompletionStage<byte[]> readOptional(
      HttpRequest request, List<String> mediaTypes, ActorSystem<?> system) {
    if (!request.entity().isKnownEmpty()) {
      checkType(request, mediaTypes);
    }
    return bytes(request, system);
  }

  /**
   * Completes when the body has come to its end, also one that nobody wants, or has taken too long
   * or too much. Whoever answers earlier must close the connection, maybe under the hands of a
   * client that still sends. Who waits for leave to send (RFC 9110, 10.1.1) gets the answer
   * instead. A body that was read already has ended: it cannot be read again.
   */
  static CompletionStage<Done> end(HttpRequest request, ActorSystem<?> system) {
    return request.entity() instanceof HttpEntity.Strict || request.getHeader("Expect").isPresent()
        ? CompletableFuture.completedFuture(Done.getInstance())
        : request
            .entity()
            .getDataBytes()
            .completionTimeout(SLOWEST)
            .runWith(Sink.ignore(), system)
            .exceptionally(cut -> Done.getInstance());
  }

  private static CompletionStage<byte[]> bytes(HttpRequest request, ActorSystem<?> system) {
    return strict(request, system)
        .thenApply(entity -> entity.getData().toArray())
        .exceptionally(RequestBody::refuse);
  }

  /** Most bodies come with the head of their request, so there is nothing to wait for. */
  private static CompletionStage<HttpEntity.Strict> strict(
      HttpRequest request, ActorSystem<?> system) {
    if (request.entity() instanceof HttpEntity.Strict whole) {
      return CompletableFuture.completedFuture(whole);
    }
    Workload work = request.getAttribute(Workload.KEY).orElseThrow();
    work.pause();
    return Inline.of(request.entity().toStrict(SLOWEST.toMillis(), system))
        .whenComplete((whole, failure) -> work.resume());
  }

  private static void checkType(HttpRequest request, List<String> mediaTypes) {
    ContentType type = request.entity().getContentType();
    String name = type.mediaType().mainType() + "/" + type.mediaType().subType();
    boolean utf8 =
        type.getCharsetOption().map(c -> c.value().equalsIgnoreCase("utf-8")).orElse(true);
    boolean coded = request.getHeader("Content-Encoding").isPresent();
    if (!mediaTypes.contains(name) || !utf8 || coded) {
      throw Problem.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send " + String.join(" or ", mediaTypes));
    }
  }

  private static byte[] refuse(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof EntityStreamSizeException) {
      throw Problem.of(ProblemType.BODY_TOO_LARGE, "At most 64 KiB");
    }
    if (cause instanceof TimeoutException) {
      throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body did not arrive within 3 s");
    }
    throw Problem.of(ProblemType.MALFORMED_REQUEST, "The body ended early");
  }

  private RequestBody() {}
}
