package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserIdTest {
  private static final Duration AGE = Duration.ofSeconds(5);

  /** The example of RFC 9562, A.6. */
  private static final String ID = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

  private static final Instant MADE = Instant.parse("2022-02-22T19:22:22Z");

  @Test
  void anIdTellsWhenItWasMade() {
    assertThat(UserId.isYounger(ID, AGE, MADE.plusMillis(4_999))).isTrue();
    assertThat(UserId.isYounger(ID, AGE, MADE.plusMillis(5_000))).isFalse();
    assertThat(UserId.isYounger(UserId.next(), AGE, Instant.now())).isTrue();
  }

  @Test
  void whatDoesNotTellIsNotYoung() {
    assertThat(UserId.isYounger("6ba7b810-9dad-11d1-80b4-00c04fd430c8", AGE, Instant.EPOCH))
        .isFalse();
    assertThat(UserId.isYounger("ann", AGE, MADE)).isFalse();
  }
}
