package users.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens that need no second look: a signature costs more than most requests. Known by their hash,
 * so that no token lies in memory for long.
 */
final class VerifiedTokens {
  private static final int MOST = 10_000;

  private final Map<ByteBuffer, Known> known = new ConcurrentHashMap<>();

  private record Known(Caller caller, Instant until) {}

  Optional<Caller> find(String token, Instant now) {
    ByteBuffer hash = hash(token);
    Known found = known.get(hash);
    if (found == null) {
      return Optional.empty();
    }
    if (now.isAfter(found.until())) {
      known.remove(hash);
      return Optional.empty();
    }
    return Optional.of(found.caller());
  }

  /** Forgets all when there are too many: that costs one more look at each that is still in use. */
  void add(String token, Caller caller, Instant until) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(hash(token), new Known(caller, until));
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
