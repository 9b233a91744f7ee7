package users.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import users.journal.Backlog;
import users.journal.Position;
import users.journal.SliceRange;

/**
 * What was seen of one part of a projection.
 *
 * @param offset how far it has come; empty if it has taken nothing yet
 * @param movedAt when it was last seen to move on, or to have nothing to do
 * @param idleUntil a position up to which nothing of its slices waits, so that the next look needs
 *     not read again what is other parts' work
 */
record Part(
    String projection,
    SliceRange slices,
    Optional<Position> offset,
    boolean paused,
    Backlog backlog,
    Instant movedAt,
    Position idleUntil) {

  /** Longer than any batch takes, shorter than the time between two looks. */
  static final Duration STUCK_AFTER = Duration.ofSeconds(4);

  static Part unseen(String projection, SliceRange slices, Instant now) {
    return new Part(projection, slices, Optional.empty(), false, Backlog.NONE, now, Position.START);
  }

  /** From where the next look has to count. */
  Position countFrom(Optional<Position> newOffset) {
    Position start = newOffset.orElse(Position.START);
    return newOffset.equals(offset) && idleUntil.isAfter(start) ? idleUntil : start;
  }

  Part seen(
      Optional<Position> newOffset,
      boolean nowPaused,
      Backlog newBacklog,
      Position head,
      Instant now) {
    boolean moved = !newOffset.equals(offset) || !newBacklog.readable();
    return new Part(
        projection,
        slices,
        newOffset,
        nowPaused,
        newBacklog,
        moved ? now : movedAt,
        newBacklog.events() == 0 ? head : countFrom(newOffset));
  }

  /** After a time of not seeing it, it is owed the benefit of the doubt. */
  Part forgiven(Instant now) {
    return new Part(projection, slices, offset, paused, backlog, now, idleUntil);
  }

  /** Its state at the time it was seen. */
  PartState state(Instant seenAt) {
    if (paused) {
      return PartState.PAUSED;
    }
    boolean stands = Duration.between(movedAt, seenAt).compareTo(STUCK_AFTER) > 0;
    boolean waits = backlog.age(seenAt).compareTo(STUCK_AFTER) > 0;
    return stands && waits ? PartState.FAILED : PartState.RUNNING;
  }
}
