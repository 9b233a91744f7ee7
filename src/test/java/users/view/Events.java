package users.view;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import users.domain.Metadata;
import users.domain.UserEvent;
import users.journal.JournalEvent;
import users.journal.Position;

/** One user's stored events, one after the other. */
final class Events {
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  final String userId;
  private long version;

  Events(int number) {
    this.userId = new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number).toString();
  }

  JournalEvent created(String firstName, String lastName, String email) {
    return next(new UserEvent.Created(firstName, lastName, email, metadata()));
  }

  JournalEvent lastName(String lastName) {
    return updated(Optional.empty(), Optional.of(lastName), Optional.empty());
  }

  JournalEvent email(String email) {
    return updated(Optional.empty(), Optional.empty(), Optional.of(email));
  }

  JournalEvent updated(
      Optional<String> firstName, Optional<String> lastName, Optional<String> email) {
    return next(new UserEvent.Updated(firstName, lastName, email, metadata()));
  }

  JournalEvent welcomed() {
    return next(new UserEvent.Welcomed(metadata()));
  }

  JournalEvent suspended() {
    return next(new UserEvent.Suspended(Optional.empty(), metadata()));
  }

  JournalEvent reactivated() {
    return next(new UserEvent.Reactivated(metadata()));
  }

  JournalEvent deleted() {
    return next(new UserEvent.Deleted(metadata()));
  }

  /** The next event happens, and nobody hears of it. */
  void lost() {
    version++;
  }

  private JournalEvent next(UserEvent event) {
    version++;
    return JournalEvent.of(userId, version, new Position(version, version), at(version), 0, event);
  }

  /** A second later than the event before. */
  static Instant at(long version) {
    return START.plusSeconds(version);
  }

  private Metadata metadata() {
    return new Metadata(
        at(version + 1),
        "anonymous",
        "command-" + (version + 1),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
