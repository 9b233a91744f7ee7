package users.domain;

import static users.domain.Decision.Reason.ALREADY_EXISTS;
import static users.domain.Decision.Reason.EMAIL_UNCLAIMED;
import static users.domain.Decision.Reason.NOT_FOUND;
import static users.domain.Decision.accept;
import static users.domain.Decision.reject;

import java.util.Optional;
import java.util.function.Function;
import users.domain.User.Absent;
import users.domain.User.Living;
import users.domain.User.Status;

/**
 * What may happen to a user: one method a command, from the user as it is to a decision. An
 * accepted command without an event changed nothing, so every command may be sent twice.
 */
public final class UserRules {

  public static Decision create(User user, Profile profile, Metadata metadata) {
    return user instanceof Absent
        ? accept(
            new UserEvent.Created(
                profile.firstName(), profile.lastName(), profile.email(), metadata))
        : reject(ALREADY_EXISTS);
  }

  /** Stores only what changes. An address that is new to the user has to be claimed before. */
  public static Decision update(
      User user, ProfileChange wish, boolean emailClaimed, Metadata metadata) {
    return whileLiving(
        user,
        living -> {
          ProfileChange change = wish.from(living.profile());
          if (change.isEmpty()) {
            return accept();
          }
          return emailClaimed || keepsAddress(change, living.profile())
              ? accept(
                  new UserEvent.Updated(
                      change.firstName(), change.lastName(), change.email(), metadata))
              : reject(EMAIL_UNCLAIMED);
        });
  }

  public static Decision welcome(User user, Metadata metadata) {
    return whileLiving(
        user, living -> living.welcomed() ? accept() : accept(new UserEvent.Welcomed(metadata)));
  }

  public static Decision suspend(User user, Optional<String> reason, Metadata metadata) {
    return whileLiving(
        user,
        living ->
            living.status() == Status.SUSPENDED
                ? accept()
                : accept(new UserEvent.Suspended(reason, metadata)));
  }

  public static Decision reactivate(User user, Metadata metadata) {
    return whileLiving(
        user,
        living ->
            living.status() == Status.ACTIVE
                ? accept()
                : accept(new UserEvent.Reactivated(metadata)));
  }

  public static Decision delete(User user, Metadata metadata) {
    return whileLiving(user, living -> accept(new UserEvent.Deleted(metadata)));
  }

  private static Decision whileLiving(User user, Function<Living, Decision> rule) {
    return user instanceof Living living ? rule.apply(living) : reject(NOT_FOUND);
  }

  private static boolean keepsAddress(ProfileChange change, Profile profile) {
    return change.email().map(EmailAddress::key).stream()
        .allMatch(EmailAddress.key(profile.email())::equals);
  }

  private UserRules() {}
}
