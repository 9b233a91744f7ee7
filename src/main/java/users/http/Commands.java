package users.http;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import users.entity.CommandContext;

/** Makes the context of a command from the headers of its request. */
final class Commands {
  /** A quoted string (RFC 8941, as the IETF draft on Idempotency-Key wants it) or a bare token. */
  private static final Pattern KEY =
      Pattern.compile(
          "\"([\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255})\"|([\\x21\\x23-\\x2B\\x2D-\\x7E]{1,255})");

  private final Clock clock;
  private final Duration deadline;
  private final boolean requireIfMatch;

  Commands(Clock clock, Duration deadline, boolean requireIfMatch) {
    this.clock = clock;
    this.deadline = deadline;
    this.requireIfMatch = requireIfMatch;
  }

  /** The context of a command that makes a user. */
  CommandContext creating(Exchange exchange, Object... content) {
    return context(exchange, List.of(), content);
  }

  /** The context of a command on a user, with the versions its {@code If-Match} names. */
  CommandContext changing(Exchange exchange, Object... content) {
    Optional<String> ifMatch = exchange.header("if-match");
    if (requireIfMatch && ifMatch.isEmpty()) {
      throw Problem.of(ProblemType.PRECONDITION_REQUIRED, "Send the user's ETag as If-Match");
    }
    return context(exchange, ETags.ifMatch(ifMatch), content);
  }

  /** {@code content}: all that makes the command what it is, to tell a repetition from a reuse. */
  private CommandContext context(Exchange exchange, List<Long> ifMatch, Object... content) {
    Parameters.of(exchange.request()).done();
    Optional<String> key = exchange.header("idempotency-key").map(Commands::key);
    return new CommandContext(
        key.map(value -> hash(exchange.actor(), value))
            .orElseGet(() -> UuidCreator.getTimeOrderedEpochFast().toString()),
        key.map(value -> hash(content)),
        exchange.actor(),
        Optional.of(exchange.requestId()),
        exchange.traceparent(),
        ifMatch,
        clock.instant().plus(deadline));
  }

  private static String key(String header) {
    Matcher key = KEY.matcher(header.strip());
    if (!key.matches()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          List.of(
              Problem.Fault.header(
                  "Idempotency-Key",
                  "NOT_A_KEY",
                  "must be a string of 1 to 255 printable ASCII characters")));
    }
    return key.group(1) != null ? key.group(1) : key.group(2);
  }

  /** 128 bits of SHA-256 over the parts, each with its length, in base64url. */
  private static String hash(Object... parts) {
    MessageDigest digest = sha256();
    for (Object part : parts) {
      byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(digest.digest(), 16));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
