package users.journal;

import java.time.Instant;
import java.util.function.Supplier;
import users.domain.UserEvent;

/** A stored event and where it stands. What it says is decoded when somebody asks. */
public final class JournalEvent {
  private final String userId;
  private final long version;
  private final Position position;
  private final Instant storedAt;
  private final int slice;
  private final Supplier<UserEvent> decoder;
  private volatile UserEvent decoded;

  JournalEvent(
      String userId,
      long version,
      Position position,
      Instant storedAt,
      int slice,
      Supplier<UserEvent> decoder) {
    this.userId = userId;
    this.version = version;
    this.position = position;
    this.storedAt = storedAt;
    this.slice = slice;
    this.decoder = decoder;
  }

  /** An event that is at hand, for tests. */
  public static JournalEvent of(
      String userId,
      long version,
      Position position,
      Instant storedAt,
      int slice,
      UserEvent event) {
    return new JournalEvent(userId, version, position, storedAt, slice, () -> event);
  }

  public String userId() {
    return userId;
  }

  /** The user's version after this event, from 1 without gaps. */
  public long version() {
    return version;
  }

  public Position position() {
    return position;
  }

  /** When the journal wrote it, by the clock of the writing node. */
  public Instant storedAt() {
    return storedAt;
  }

  /** Which of the 128 slices its user belongs to. */
  public int slice() {
    return slice;
  }

  /**
   * What happened.
   *
   * @throws IllegalStateException for an event that can't be read; says which, and nothing of its
   *     content, since it will be logged
   */
  public UserEvent event() {
    UserEvent event = decoded;
    if (event == null) {
      event = decode();
      decoded = event;
    }
    return event;
  }

  /** Scala throws checked exceptions without saying so. */
  private UserEvent decode() {
    try {
      return decoder.get();
    } catch (Exception e) {
      throw new IllegalStateException(
          "Event %s can't be read: %s".formatted(this, e.getClass().getName()));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JournalEvent event
        && userId.equals(event.userId)
        && version == event.version
        && position.equals(event.position);
  }

  @Override
  public int hashCode() {
    return position.hashCode();
  }

  @Override
  public String toString() {
    return userId + "/" + version + " at " + position;
  }
}
