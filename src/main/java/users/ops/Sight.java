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
   * How long the oldest of what waited had waited when it was seen: it may have been taken since.
   * But of a look that is stale it is taken that it has not.
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
