package users.domain;

import java.util.Optional;

/** A wish to change some of a profile: what is absent stays as it is. */
public record ProfileChange(
    Optional<String> firstName, Optional<String> lastName, Optional<String> email) {

  /** A change from outside; what is wrong with it is added to {@code checks}. */
  public static ProfileChange check(
      Optional<String> firstName,
      Optional<String> lastName,
      Optional<String> email,
      Checks checks) {
    return new ProfileChange(
        firstName.map(name -> checks.text("firstName", name, Profile.LONGEST_NAME)),
        lastName.map(name -> checks.text("lastName", name, Profile.LONGEST_NAME)),
        email.map(address -> checks.email("email", address)));
  }

  /** The profile of a new user, for a change that names every field. */
  public Profile whole() {
    return new Profile(firstName.orElseThrow(), lastName.orElseThrow(), email.orElseThrow());
  }

  Profile applyTo(Profile profile) {
    return new Profile(
        firstName.orElse(profile.firstName()),
        lastName.orElse(profile.lastName()),
        email.orElse(profile.email()));
  }

  /** Only what would change {@code profile}. */
  ProfileChange from(Profile profile) {
    return new ProfileChange(
        firstName.filter(name -> !name.equals(profile.firstName())),
        lastName.filter(name -> !name.equals(profile.lastName())),
        email.filter(address -> !address.equals(profile.email())));
  }

  boolean isEmpty() {
    return firstName.isEmpty() && lastName.isEmpty() && email.isEmpty();
  }
}
