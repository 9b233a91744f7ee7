package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.domain.User.Status;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchIT {
  private final ListUnderTest it = new ListUnderTest();

  /** Some words are brought in, some are news. */
  @BeforeAll
  void fill() {
    var bob = new Events(2);
    var gone = new Events(4);
    it.apply(
        new Events(1).created("Ann", "Lee", "ann@example.com"),
        bob.created("Bob", "Ångström", "bob_1@Example.com"),
        bob.suspended(),
        new Events(3).created("100%", "O\\Neil", "jörg@münchen.example"),
        gone.created("Gone", "Lee", "gone@example.com"));
    new WordsUpdate(it.test.database()).look().toCompletableFuture().join();
    it.apply(
        gone.deleted(),
        new Events(5).created("Иван", "Straße", "ivan@example.com"),
        new Events(6).created("+Tee", "--- Sun", "sun@hooft.example"));
  }

  @AfterAll
  void close() {
    it.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ann, Ann",
    "LEE, Ann",
    "lee ann, Ann",
    "l, Ann",
    "e, ''",
    "ee, ''",
    "nn@ex, Ann",
    "ann bob, ''",
    "angstrom, Bob",
    "ngström, Bob",
    "b_1, Bob",
    "a_n, ''",
    "%, ''",
    "100%, 100%",
    "0%, ''",
    "o\\n, 100%",
    "münchen, 100%",
    "JORG, 100%",
    "ИВА, Иван",
    "ив, Иван",
    "STRASSE, Иван",
    "+t, +Tee",
    "---, +Tee",
    "--, +Tee",
    "@, ''",
    "gone, ''",
    "example, Ann Bob 100% Иван +Tee",
    "' ', Ann Bob 100% Иван +Tee",
    "a\u0000n, ''"
  })
  void wordsAreFoundInNamesAndAddresses(String q, String found) {
    assertThat(String.join(" ", it.firstNames(ListUnderTest.search(q)))).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource({
    "ANN@example.COM, Ann",
    "ann@example.co, ''",
    "ａｎｎ@example.com, Ann",
    "jörg@münchen.example, 100%",
    "JÖRG@xn--mnchen-3ya.example, 100%",
    "gone@example.com, ''",
    "%, ''",
    "ann\u0000@example.com, ''"
  })
  void anAddressIsFoundHoweverItIsWritten(String email, String found) {
    assertThat(String.join(" ", it.firstNames(ListUnderTest.email(email)))).isEqualTo(found);
  }

  @Test
  void aStatusIsFound() {
    assertThat(it.firstNames(ListUnderTest.sorted(1, Optional.of(Status.SUSPENDED), "createdAt")))
        .containsExactly("Bob");
    assertThat(it.firstNames(ListUnderTest.sorted(1, Optional.of(Status.ACTIVE), "createdAt")))
        .containsExactly("Ann", "100%", "Иван", "+Tee");
  }
}
