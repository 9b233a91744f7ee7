package users.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * What one request is known by, here and in the systems around: each taken from the client, or
 * made.
 *
 * @param traceparent the W3C trace context
 */
record RequestIds(String requestId, String traceparent) {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._~:/+=-]{1,128}");
  private static final Pattern TRACEPARENT =
      Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  static RequestIds of(HttpRequest request) {
    return new RequestIds(
        Exchange.header(request, "x-request-id")
            .filter(id -> REQUEST_ID.matcher(id).matches())
            .orElseGet(RequestIds::newRequestId),
        Exchange.header(request, "traceparent")
            .filter(value -> TRACEPARENT.matcher(value).matches())
            .orElseGet(RequestIds::newTraceparent));
  }

  /** The ids of a request that cannot be read. */
  static RequestIds made() {
    return new RequestIds(newRequestId(), newTraceparent());
  }

  /** The trace's own id: what a log line is looked up by. */
  String traceId() {
    return traceparent.substring(3, 35);
  }

  /** Tells them to the client; what the response says of caching stands, else nobody keeps it. */
  HttpResponse addTo(HttpResponse response) {
    HttpResponse told =
        response
            .addHeader(RawHeader.create("X-Request-Id", requestId))
            .addHeader(RawHeader.create("traceparent", traceparent));
    return told.getHeader("Cache-Control").isPresent()
        ? told
        : told.addHeader(RawHeader.create("Cache-Control", "no-store"));
  }

  private static String newRequestId() {
    return UuidCreator.getTimeOrderedEpochFast().toString();
  }

  /** The start of a trace that nobody has asked to be recorded. */
  private static String newTraceparent() {
    var random = ThreadLocalRandom.current();
    return "00-"
        + HEX.toHexDigits(random.nextLong())
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-"
        + HEX.toHexDigits(random.nextLong(1, Long.MAX_VALUE))
        + "-00";
  }
}
