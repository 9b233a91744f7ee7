package users.security;

import com.typesafe.config.Config;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/** How many requests this node takes from one caller: a bucket each, refilled evenly. */
public final class RateLimits {
  private final long requests;
  private final Duration per;
  private final Recent<Bucket> buckets = new Recent<>(this::bucket);

  private RateLimits(long requests, Duration per) {
    this.requests = requests;
    this.per = per;
  }

  /**
   * Reads {@code requests} and {@code per}; empty if {@code requests} is 0.
   *
   * @param known whether callers are known: only then is there a limit by default
   */
  public static Optional<RateLimits> of(Config usersHttp, boolean known) {
    Config given = usersHttp.getConfig("rate-limit");
    String requests = given.getString("requests");
    long number = requests.equals("auto") ? (known ? given.getLong("auto") : 0) : number(requests);
    Duration per = given.getDuration("per");
    return number == 0 ? Optional.empty() : Optional.of(new RateLimits(number, per));
  }

  /** Takes one request of the caller. */
  public RateLimit take(String caller) {
    ConsumptionProbe probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
    return new RateLimit(
        requests,
        per,
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(
            probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill()));
  }

  private Bucket bucket(String caller) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(requests).refillGreedy(requests, per))
        .build();
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(
          "users.http.rate-limit.requests (USERS_RATE_LIMIT) is neither auto nor a number");
    }
    return Long.parseLong(text);
  }
}
