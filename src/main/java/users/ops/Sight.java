package users.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import users.journal.Backlog;

/**
 * What the {@link Watch} saw at one time.
 *
 * @param feed what this node's tail has not read yet
 */
record Sight(Instant at, Backlog feed, List<Part> parts) {

  /** A look takes place every 5 s and must not take longer than that. */
  static final Duration STALE_AFTER = Duration.ofSeconds(10);

  boolean isStale(Instant now) {
    return Duration.between(at, now).compareTo(STALE_AFTER) > 0;
  }

  /**
   * How long the oldest of what waits had waited when it was seen, as it may have been taken since;
   * if that is too long ago to know, how long it would have waited by now.
   */
  Duration age(Backlog backlog, Instant now) {
    return backlog.age(isStale(now) ? now : at);
  }

  PartState state(Part part, Instant now) {
    return isStale(now) ? PartState.UNKNOWN : part.state(at);
  }

  Sight forgiven(Instant now) {
    return new Sight(at, feed, parts.stream().map(part -> part.forgiven(now)).toList());
  }
}
