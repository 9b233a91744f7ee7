package users.view;

import java.time.Instant;
import java.util.Optional;
import users.domain.ProfileChange;
import users.domain.UserEvent;

/** How the next event adds to a change. */
record ChangeFold(UserChange before, long version) implements UserEvent.Cases<UserChange> {

  @Override
  public UserChange created(UserEvent.Created event) {
    var profile =
        new ProfileChange(
            Optional.of(event.firstName()),
            Optional.of(event.lastName()),
            Optional.of(event.email()));
    Instant at = event.metadata().at();
    return new UserChange(
        before.userId(),
        before.firstVersion(),
        version,
        profile,
        Optional.of(RowStatus.ACTIVE),
        false,
        Optional.of(at),
        at,
        before.commandsWith(event));
  }

  @Override
  public UserChange updated(UserEvent.Updated event) {
    ProfileChange old = before.profile();
    var profile =
        new ProfileChange(
            event.firstName().or(old::firstName),
            event.lastName().or(old::lastName),
            event.email().or(old::email));
    return next(profile, before.status(), before.welcomed(), event);
  }

  @Override
  public UserChange welcomed(UserEvent.Welcomed event) {
    return next(before.profile(), before.status(), true, event);
  }

  @Override
  public UserChange suspended(UserEvent.Suspended event) {
    return withStatus(RowStatus.SUSPENDED, event);
  }

  @Override
  public UserChange reactivated(UserEvent.Reactivated event) {
    return withStatus(RowStatus.ACTIVE, event);
  }

  /** Nothing personal is left, also of what happened earlier in the batch. */
  @Override
  public UserChange deleted(UserEvent.Deleted event) {
    return next(UserChange.NOTHING, Optional.of(RowStatus.DELETED), before.welcomed(), event);
  }

  private UserChange withStatus(RowStatus status, UserEvent event) {
    return next(before.profile(), Optional.of(status), before.welcomed(), event);
  }

  private UserChange next(
      ProfileChange profile, Optional<RowStatus> status, boolean welcomed, UserEvent event) {
    return new UserChange(
        before.userId(),
        before.firstVersion(),
        version,
        profile,
        status,
        welcomed,
        before.createdAt(),
        event.metadata().at(),
        before.commandsWith(event));
  }
}
