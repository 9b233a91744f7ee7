package users.domain;

import java.time.Instant;

/** One user's life: absent, then living (active or suspended), then deleted. */
public sealed interface User {

  record Absent() implements User {}

  record Living(
      Profile profile, Status status, boolean welcomed, Instant createdAt, Instant updatedAt)
      implements User {}

  record Deleted() implements User {}

  enum Status {
    ACTIVE,
    SUSPENDED
  }

  /** The user after an event. An event is a fact: whatever is stored is taken in, never refused. */
  default User after(UserEvent event) {
    return event.match(new Evolution(this));
  }
}
