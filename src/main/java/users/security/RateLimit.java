package users.security;

import java.time.Duration;

/**
 * What is left to a caller, in the words of draft-ietf-httpapi-ratelimit-headers.
 *
 * @param requests that are allowed in {@code per}
 * @param within whether this request was still within the limit
 * @param left requests that are left
 * @param pause until the limit is whole again; of a request over it: until the next one is taken
 */
public record RateLimit(long requests, Duration per, boolean within, long left, Duration pause) {

  /** The value of {@code RateLimit-Policy}. */
  public String policy() {
    return "\"caller\";q=" + requests + ";w=" + Math.max(1, per.toSeconds());
  }

  /** The value of {@code RateLimit}. */
  public String state() {
    return "\"caller\";r=" + left + ";t=" + waitSeconds();
  }

  /** At least 1: what is rounded down to 0 invites the next request too early. */
  public long waitSeconds() {
    return Math.max(1, (pause.toMillis() + 999) / 1000);
  }
}
