package users.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileChangeTest {
  private static final Profile ANN = new Profile("Ann", "Lee", "ann@example.com");

  private final Checks checks = new Checks();

  @Test
  void whatIsAbsentStaysAsItIs() {
    assertThat(change("Anna", null, null).applyTo(ANN))
        .isEqualTo(new Profile("Anna", "Lee", "ann@example.com"));
    assertThat(change(null, null, null).applyTo(ANN)).isEqualTo(ANN);
  }

  @Test
  void keepsOnlyWhatWouldChangeTheProfile() {
    assertThat(change("Ann", "Li", "ann@example.com").from(ANN))
        .isEqualTo(change(null, "Li", null));
    assertThat(change("Ann", "Lee", null).from(ANN).isEmpty()).isTrue();
  }

  @Test
  void oneThatNamesEveryFieldIsAWholeProfile() {
    assertThat(change("Ann", "Lee", "ann@example.com").whole()).isEqualTo(ANN);
  }

  @Test
  void inputIsTrimmedAndComposed() {
    ProfileChange change = checked("  Jose\u0301 ", "\u3000李", " jose@example.com");

    assertThat(checks.faults()).isEmpty();
    assertThat(change).isEqualTo(change("José", "李", "jose@example.com"));
  }

  @Test
  void whatIsAbsentIsNotChecked() {
    assertThat(checked(null, null, null)).isEqualTo(change(null, null, null));
    assertThat(checks.faults()).isEmpty();
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    checked(" ", "x".repeat(Profile.LONGEST_NAME + 1), "ann");

    assertThat(checks.faults())
        .extracting(fault -> fault.field() + " " + fault.code())
        .containsExactly("firstName BLANK", "lastName TOO_LONG", "email NOT_AN_EMAIL");
  }

  private ProfileChange checked(String firstName, String lastName, String email) {
    ProfileChange change = change(firstName, lastName, email);
    return ProfileChange.check(change.firstName(), change.lastName(), change.email(), checks);
  }

  private static ProfileChange change(String firstName, String lastName, String email) {
    return new ProfileChange(
        Optional.ofNullable(firstName), Optional.ofNullable(lastName), Optional.ofNullable(email));
  }
}
