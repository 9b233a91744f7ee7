package users.domain;

import java.util.Optional;

/**
 * What happened to a user. A fact, stored for ever: fields may be added, nothing may be renamed or
 * removed (EventFormatTest holds a stored example of each). Whose event it is, its stream says.
 */
public sealed interface UserEvent {

  Metadata metadata();

  <R> R match(Cases<R> cases);

  record Created(String firstName, String lastName, String email, Metadata metadata)
      implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.created(this);
    }
  }

  /** Only the fields that changed are present. */
  record Updated(
      Optional<String> firstName,
      Optional<String> lastName,
      Optional<String> email,
      Metadata metadata)
      implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.updated(this);
    }
  }

  record Welcomed(Metadata metadata) implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.welcomed(this);
    }
  }

  record Suspended(Optional<String> reason, Metadata metadata) implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.suspended(this);
    }
  }

  record Reactivated(Metadata metadata) implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.reactivated(this);
    }
  }

  record Deleted(Metadata metadata) implements UserEvent {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.deleted(this);
    }
  }

  /** An answer for every event. Readers implement it, so that a new event breaks their compile. */
  interface Cases<R> {
    R created(Created event);

    R updated(Updated event);

    R welcomed(Welcomed event);

    R suspended(Suspended event);

    R reactivated(Reactivated event);

    R deleted(Deleted event);
  }
}
