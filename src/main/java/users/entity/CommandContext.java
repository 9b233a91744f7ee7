package users.entity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import users.domain.Metadata;

/**
 * What comes with every command besides its content.
 *
 * @param commandId one id for one intention: a command sent again under the same id is answered as
 *     the first time and stored once
 * @param fingerprint of the content, if the id came from a client, who might use it twice
 * @param actor who asks
 * @param requestId the {@code X-Request-Id} of the HTTP request
 * @param traceparent the W3C trace context, if one came in
 * @param ifMatch versions of which the user must be at one; empty means any
 * @param deadline after which the command must not take effect any more
 */
public record CommandContext(
    String commandId,
    Optional<String> fingerprint,
    String actor,
    Optional<String> requestId,
    Optional<String> traceparent,
    List<Long> ifMatch,
    Instant deadline) {

  /** The context of a command that a process of this service sends. */
  public static CommandContext ofProcess(String actor, String commandId, Instant deadline) {
    return new CommandContext(
        commandId,
        Optional.empty(),
        actor,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        deadline);
  }

  Metadata at(Instant now) {
    return new Metadata(now, actor, commandId, fingerprint, requestId, traceparent);
  }
}
