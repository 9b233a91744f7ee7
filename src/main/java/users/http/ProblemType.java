package users.http;

import java.util.Locale;

/**
 * The catalogue of problems: for each its status, what it means, and what a caller can do. The one
 * file that knows status codes of refusals; served under {@code /problems}.
 */
enum ProblemType {
  MALFORMED_REQUEST(
      400,
      "The request is not valid HTTP",
      "Mend the request line, the headers or the percent encoding."),
  MALFORMED_JSON(
      400,
      "The body is not valid JSON",
      "Send one JSON value in UTF-8, without duplicate keys or trailing text, at most 32 levels deep."),
  INVALID_PARAMETER(
      400,
      "A query parameter is wrong or unknown",
      "See errors for each parameter; parameters that the operation does not document are refused."),
  INVALID_HEADER(400, "A header is wrong", "See errors for each header."),
  INVALID_CURSOR(
      400,
      "The cursor does not belong to this query",
      "Use a nextCursor as it was given, with the same filters and sort, or start at the first page."),
  UNAUTHENTICATED(401, "No valid credentials", "Send a valid bearer token."),
  FORBIDDEN(403, "Not allowed", "Ask for a token with the scope that the operation needs."),
  NOT_FOUND(
      404,
      "There is nothing at this address",
      "Check the path against the API documentation at /api."),
  USER_NOT_FOUND(404, "There is no such user", "The user never existed or has been deleted."),
  VERSION_NOT_FOUND(
      404,
      "The user had no such version or did not exist then",
      "Choose a version or time from the user's history."),
  METHOD_NOT_ALLOWED(
      405, "This address does not take this method", "Use one of the methods in the Allow header."),
  NOT_ACCEPTABLE(
      406,
      "No representation that the request accepts",
      "Accept application/json, or send no Accept header."),
  EMAIL_TAKEN(
      409,
      "Another user has this e-mail address",
      "Use another address, or find the user who holds it."),
  POSITION_GONE(
      410, "The feed has no such position", "Start again from the beginning or from now."),
  VERSION_MISMATCH(
      412,
      "The user has been changed since that version",
      "Get the user again, apply the change to what it is now, and send it with the new ETag."),
  BODY_TOO_LARGE(413, "The body is too large", "Send at most 64 KiB."),
  URI_TOO_LONG(414, "The URI is too long", "Send at most 2,048 characters."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body is of a type that this operation does not take",
      "Send application/json (for PATCH also application/merge-patch+json) in UTF-8 without content coding."),
  INVALID_INPUT(
      422,
      "The body breaks a rule",
      "See errors for each field; all that is wrong is listed at once."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The Idempotency-Key was used for another request",
      "Use a new key for a new request; repeat a request with its own key and the same body."),
  PRECONDITION_REQUIRED(
      428, "The change needs an If-Match header", "Get the user and send its ETag as If-Match."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Wait as long as Retry-After says."),
  HEADERS_TOO_LARGE(
      431, "The headers are too large", "Send at most 64 headers of at most 8 KiB each."),
  INTERNAL_ERROR(
      500,
      "The service failed",
      "Repeat the request with the same Idempotency-Key; report the request id if it fails again."),
  UNAVAILABLE(
      503,
      "The service cannot answer right now",
      "Repeat the request with the same Idempotency-Key after Retry-After. Whether a change took effect is unknown until then."),
  OVERLOADED(
      503,
      "The service has too much to do",
      "Repeat the request after Retry-After; it was not begun.");

  private final int status;
  private final String title;
  private final String advice;

  ProblemType(int status, String title, String advice) {
    this.status = status;
    this.title = title;
    this.advice = advice;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** What the caller can do about it. */
  String advice() {
    return advice;
  }

  /** The problem's {@code type}: where the service explains it, relative to its root. */
  String path() {
    return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
