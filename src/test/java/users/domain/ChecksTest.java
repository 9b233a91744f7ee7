package users.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import users.domain.Checks.Fault;

class ChecksTest {
  final Checks checks = new Checks();

  @ParameterizedTest
  @CsvSource({
    "Ann, Ann",
    "'  Ann Lee ', Ann Lee",
    "A\u030Asa, Åsa",
    "O'Neil-Smith, O'Neil-Smith",
    "李小龍, 李小龍",
    "😀, 😀",
    "राम\u200Dलाल, राम\u200Dलाल",
  })
  void aNameIsTrimmedAndNormalised(String written, String name) {
    assertThat(checks.text("firstName", written, 100)).isEqualTo(name);
    assertThat(checks.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u2003\u3000",
        "\u00A0",
        "\u00A0\u202F ",
        "\u200B",
        "\u200D\uFE0F",
        "\u2060\uFEFF\u00AD",
        "\u115F\u1160\u3164\uFFA0",
        "\u2800"
      })
  void whatShowsNothingIsBlank(String blank) {
    checks.text("firstName", blank, 100);
    assertThat(checks.faults())
        .containsExactly(new Fault("firstName", "BLANK", "must not be blank"));
  }

  @Test
  void lengthIsCountedInCodePoints() {
    checks.text("firstName", "😀".repeat(100), 100);
    assertThat(checks.faults()).isEmpty();
    checks.text("firstName", "😀".repeat(101), 100);
    assertThat(checks.faults())
        .containsExactly(new Fault("firstName", "TOO_LONG", "must have at most 100 characters"));
  }

  @Test
  void blanksAroundATextCountAsMuchAsTheContractSays() {
    checks.text("firstName", "Ann" + " ".repeat(98), 100);
    assertThat(checks.faults())
        .containsExactly(new Fault("firstName", "TOO_LONG", "must have at most 100 characters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A\u0000nn",
        "A\nnn",
        "A\r\nnn",
        "A\tnn",
        "\nAnn",
        "Ann\u0000",
        "A\u007Fnn",
        "A\u0085nn",
        "A\u2028nn",
        "A\u2029nn"
      })
  void controlCharactersAreIllegal(String text) {
    checks.text("firstName", text, 100);
    assertThat(checks.faults())
        .containsExactly(
            new Fault("firstName", "ILLEGAL_CHARACTER", "must not contain control characters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A\uD800nn", "\uDC00Ann", "Ann\uD83D", "\uDE00\uD83D"})
  void halfOfASurrogatePairIsIllegal(String text) {
    checks.text("firstName", text, 100);
    assertThat(checks.faults())
        .containsExactly(
            new Fault(
                "firstName", "ILLEGAL_CHARACTER", "must not contain half of a surrogate pair"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A\u202Enn", "A\u200Enn", "A\u061Cnn", "A\u2066nn\u2069"})
  void directionMarksAreIllegal(String text) {
    checks.text("firstName", text, 100);
    assertThat(checks.faults())
        .containsExactly(
            new Fault("firstName", "ILLEGAL_CHARACTER", "must not contain direction marks"));
  }

  @Test
  void allFaultsAreFoundAtOnceInTheOrderOfTheFields() {
    ProfileChange.check(Optional.of(" "), Optional.of("L\u0000"), Optional.of("nobody"), checks);
    assertThat(checks.faults())
        .extracting(Fault::field, Fault::code)
        .containsExactly(
            tuple("firstName", "BLANK"),
            tuple("lastName", "ILLEGAL_CHARACTER"),
            tuple("email", "NOT_AN_EMAIL"));
  }

  @Test
  void anEmailIsKeptAsItsOwnerWritesIt() {
    assertThat(checks.email("email", " Ann@Example.com ")).isEqualTo("Ann@Example.com");
    assertThat(checks.faults()).isEmpty();
  }

  @Test
  void aFaultyEmailHasOneFault() {
    checks.email("email", "a@" + "b".repeat(300));
    checks.email("email", " ");
    checks.email("email", "ann");
    assertThat(checks.faults())
        .extracting(Fault::code)
        .containsExactly("TOO_LONG", "BLANK", "NOT_AN_EMAIL");
  }

  @Test
  void callersAddTheirOwn() {
    checks.add("reason", "TOO_RUDE", "must be kind");
    assertThat(checks.faults()).containsExactly(new Fault("reason", "TOO_RUDE", "must be kind"));
  }
}
