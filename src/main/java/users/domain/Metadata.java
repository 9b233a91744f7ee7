package users.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * What an auditor asks of an event besides what happened.
 *
 * @param at when the event was decided
 * @param actor who asked for it: the authenticated subject, {@code anonymous} without
 *     authentication, {@link #WELCOME_PROCESS} for the process
 * @param commandId the command that led to it; the same command, sent again, carries the same id
 * @param fingerprint of the command's content, present when its id came from an {@code
 *     Idempotency-Key}
 * @param requestId the {@code X-Request-Id} of the HTTP request
 * @param traceparent the W3C trace context, if one came in
 */
public record Metadata(
    Instant at,
    String actor,
    String commandId,
    Optional<String> fingerprint,
    Optional<String> requestId,
    Optional<String> traceparent) {

  /** The actor of events that the welcome process asks for. */
  public static final String WELCOME_PROCESS = "system:welcome";
}
