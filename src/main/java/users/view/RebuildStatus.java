package users.view;

import java.time.Duration;
import java.time.Instant;

/**
 * How a rebuild of the read side is going, or went.
 *
 * @param events how many it has brought into the new table
 * @param begun when it began
 * @param changed when the phase, or the number of events, last changed
 */
public record RebuildStatus(Phase phase, long events, Instant begun, Instant changed) {

  /** What a rebuild does, in this order. */
  public enum Phase {
    /** None has begun on this node since it started. */
    NONE,
    FILLING,
    INDEXING,
    /** What has come meanwhile is brought in, and the table takes its place. */
    SWITCHING,
    DONE,
    /** Nothing has changed; it may be asked for again. */
    FAILED
  }

  static RebuildStatus of(Phase phase, Instant now) {
    return new RebuildStatus(phase, 0, now, now);
  }

  RebuildStatus with(Phase next, Instant now) {
    return new RebuildStatus(next, events, begun, now);
  }

  RebuildStatus plus(int more, Instant now) {
    return new RebuildStatus(phase, events + more, begun, now);
  }

  /** How long it has taken until the last change. */
  public Duration took() {
    return Duration.between(begun, changed);
  }
}
