package users.domain;

import java.time.Instant;
import users.domain.User.Living;
import users.domain.User.Status;

/** How each event changes the user it happened to. */
record Evolution(User before) implements UserEvent.Cases<User> {

  @Override
  public User created(UserEvent.Created event) {
    var profile = new Profile(event.firstName(), event.lastName(), event.email());
    Instant at = event.metadata().at();
    return new Living(profile, Status.ACTIVE, false, at, at);
  }

  @Override
  public User updated(UserEvent.Updated event) {
    if (!(before instanceof Living living)) {
      return before;
    }
    var change = new ProfileChange(event.firstName(), event.lastName(), event.email());
    Profile profile = change.applyTo(living.profile());
    return next(living, profile, living.status(), living.welcomed(), event);
  }

  @Override
  public User welcomed(UserEvent.Welcomed event) {
    return before instanceof Living living
        ? next(living, living.profile(), living.status(), true, event)
        : before;
  }

  @Override
  public User suspended(UserEvent.Suspended event) {
    return withStatus(Status.SUSPENDED, event);
  }

  @Override
  public User reactivated(UserEvent.Reactivated event) {
    return withStatus(Status.ACTIVE, event);
  }

  @Override
  public User deleted(UserEvent.Deleted event) {
    return new User.Deleted();
  }

  private User withStatus(Status status, UserEvent event) {
    return before instanceof Living living
        ? next(living, living.profile(), status, living.welcomed(), event)
        : before;
  }

  private static Living next(
      Living living, Profile profile, Status status, boolean welcomed, UserEvent event) {
    return new Living(profile, status, welcomed, living.createdAt(), event.metadata().at());
  }
}
