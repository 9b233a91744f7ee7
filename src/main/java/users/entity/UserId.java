package users.entity;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The ids of users: UUIDs of version 7 (RFC 9562, 5.7), which tell when they were made. */
final class UserId {
  private static final int TIME_ORDERED = 7;

  static String next() {
    return UuidCreator.getTimeOrderedEpoch().toString();
  }

  /** Whether the id was made after {@code now - age}; not so for one that does not tell. */
  static boolean isYounger(String userId, Duration age, Instant now) {
    try {
      UUID id = UUID.fromString(userId);
      long madeAt = id.getMostSignificantBits() >>> 16;
      return id.version() == TIME_ORDERED && now.toEpochMilli() - madeAt < age.toMillis();
    } catch (IllegalArgumentException other) {
      return false;
    }
  }

  private UserId() {}
}
