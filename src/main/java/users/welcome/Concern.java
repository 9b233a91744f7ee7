package users.welcome;

import users.domain.UserEvent;

/** What an event means for the welcome of its user. */
enum Concern {
  TO_WELCOME,
  NEW_ADDRESS,
  GONE,
  NONE;

  static Concern of(UserEvent event) {
    return event.match(new ByEvent());
  }

  private record ByEvent() implements UserEvent.Cases<Concern> {
    @Override
    public Concern created(UserEvent.Created event) {
      return TO_WELCOME;
    }

    @Override
    public Concern updated(UserEvent.Updated event) {
      return event.email().isPresent() ? NEW_ADDRESS : NONE;
    }

    @Override
    public Concern welcomed(UserEvent.Welcomed event) {
      return NONE;
    }

    @Override
    public Concern suspended(UserEvent.Suspended event) {
      return NONE;
    }

    @Override
    public Concern reactivated(UserEvent.Reactivated event) {
      return NONE;
    }

    @Override
    public Concern deleted(UserEvent.Deleted event) {
      return GONE;
    }
  }
}
