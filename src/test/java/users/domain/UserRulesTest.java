package users.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static users.domain.Decision.Reason.ALREADY_EXISTS;
import static users.domain.Decision.Reason.EMAIL_UNCLAIMED;
import static users.domain.Decision.Reason.NOT_FOUND;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One test a command, in it one line a state; then what a line cannot say. */
class UserRulesTest {
  private static final Metadata NOW = metadata("2026-01-01T12:00:00Z");
  private static final Profile ANN = new Profile("Ann", "Lee", "ann@example.com");

  private static final UserEvent CREATED =
      new UserEvent.Created("Ann", "Lee", "ann@example.com", NOW);
  private static final UserEvent RENAMED = updated("Anna", null, null);
  private static final UserEvent WELCOMED = new UserEvent.Welcomed(NOW);
  private static final UserEvent SUSPENDED = new UserEvent.Suspended(Optional.of("spam"), NOW);
  private static final UserEvent REACTIVATED = new UserEvent.Reactivated(NOW);
  private static final UserEvent DELETED = new UserEvent.Deleted(NOW);

  private static final Given ABSENT = given();
  private static final Given ACTIVE = given(CREATED);
  private static final Given INACTIVE = given(CREATED, SUSPENDED);
  private static final Given GONE = given(CREATED, DELETED);

  @Test
  void create() {
    Function<User, Decision> create = user -> UserRules.create(user, ANN, NOW);

    ABSENT.when(create).then(CREATED);
    ACTIVE.when(create).thenRefused(ALREADY_EXISTS);
    INACTIVE.when(create).thenRefused(ALREADY_EXISTS);
    GONE.when(create).thenRefused(ALREADY_EXISTS);
  }

  @Test
  void update() {
    Function<User, Decision> rename = update(true, "Anna", null, null);

    ABSENT.when(rename).thenRefused(NOT_FOUND);
    ACTIVE.when(rename).then(RENAMED);
    INACTIVE.when(rename).then(RENAMED);
    GONE.when(rename).thenRefused(NOT_FOUND);
  }

  @Test
  void welcome() {
    Function<User, Decision> welcome = user -> UserRules.welcome(user, NOW);

    ABSENT.when(welcome).thenRefused(NOT_FOUND);
    ACTIVE.when(welcome).then(WELCOMED);
    INACTIVE.when(welcome).then(WELCOMED);
    GONE.when(welcome).thenRefused(NOT_FOUND);
  }

  @Test
  void suspend() {
    Function<User, Decision> suspend = user -> UserRules.suspend(user, Optional.of("spam"), NOW);

    ABSENT.when(suspend).thenRefused(NOT_FOUND);
    ACTIVE.when(suspend).then(SUSPENDED);
    INACTIVE.when(suspend).thenNothing();
    GONE.when(suspend).thenRefused(NOT_FOUND);
  }

  @Test
  void reactivate() {
    Function<User, Decision> reactivate = user -> UserRules.reactivate(user, NOW);

    ABSENT.when(reactivate).thenRefused(NOT_FOUND);
    ACTIVE.when(reactivate).thenNothing();
    INACTIVE.when(reactivate).then(REACTIVATED);
    GONE.when(reactivate).thenRefused(NOT_FOUND);
  }

  @Test
  void delete() {
    Function<User, Decision> delete = user -> UserRules.delete(user, NOW);

    ABSENT.when(delete).thenRefused(NOT_FOUND);
    ACTIVE.when(delete).then(DELETED);
    INACTIVE.when(delete).then(DELETED);
    GONE.when(delete).thenRefused(NOT_FOUND);
  }

  @Nested
  class Updating {
    @Test
    void storesOnlyWhatChanges() {
      ACTIVE.when(update(true, "Ann", "Li", "ann@example.com")).then(updated(null, "Li", null));
      given(CREATED, RENAMED)
          .when(update(true, "Ann", null, null))
          .then(updated("Ann", null, null));
    }

    @Test
    void storesNothingWhenNothingChanges() {
      ACTIVE.when(update(true, "Ann", "Lee", "ann@example.com")).thenNothing();
      ACTIVE.when(update(false, null, null, null)).thenNothing();
    }

    @Test
    void takesANewAddressOnlyOnceItIsClaimed() {
      ACTIVE.when(update(false, null, null, "new@example.com")).thenRefused(EMAIL_UNCLAIMED);
      ACTIVE
          .when(update(true, null, null, "new@example.com"))
          .then(updated(null, null, "new@example.com"));
    }

    @Test
    void takesAnotherSpellingOfTheSameAddressWithoutAClaim() {
      ACTIVE
          .when(update(false, null, null, "Ann@Example.com"))
          .then(updated(null, null, "Ann@Example.com"));
    }
  }

  @Nested
  class Welcoming {
    @Test
    void happensOnce() {
      given(CREATED, WELCOMED).when(user -> UserRules.welcome(user, NOW)).thenNothing();
      given(CREATED, WELCOMED, SUSPENDED, REACTIVATED)
          .when(user -> UserRules.welcome(user, NOW))
          .thenNothing();
    }
  }

  @Test
  void theFoldKeepsWhatAnEventDoesNotTouch() {
    Metadata later = metadata("2026-01-02T12:00:00Z");
    User user = given(CREATED, WELCOMED, new UserEvent.Suspended(Optional.empty(), later)).user();

    assertThat(user)
        .isEqualTo(new User.Living(ANN, User.Status.SUSPENDED, true, NOW.at(), later.at()));
  }

  private static Function<User, Decision> update(
      boolean claimed, String firstName, String lastName, String email) {
    var wish =
        new ProfileChange(
            Optional.ofNullable(firstName),
            Optional.ofNullable(lastName),
            Optional.ofNullable(email));
    return user -> UserRules.update(user, wish, claimed, NOW);
  }

  private static UserEvent updated(String firstName, String lastName, String email) {
    return new UserEvent.Updated(
        Optional.ofNullable(firstName),
        Optional.ofNullable(lastName),
        Optional.ofNullable(email),
        NOW);
  }

  private static Metadata metadata(String at) {
    return new Metadata(
        Instant.parse(at), "ann", "c1", Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Given given(UserEvent... events) {
    User user = new User.Absent();
    for (UserEvent event : events) {
      user = user.after(event);
    }
    return new Given(user);
  }

  private record Given(User user) {
    When when(Function<User, Decision> command) {
      return new When(command.apply(user));
    }
  }

  private record When(Decision decision) {
    void then(UserEvent... events) {
      assertThat(decision).isEqualTo(new Decision.Accepted(List.of(events)));
    }

    void thenNothing() {
      then();
    }

    void thenRefused(Decision.Reason reason) {
      assertThat(decision).isEqualTo(new Decision.Rejected(reason));
    }
  }
}
