package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace(Duration.ofMillis(4), Duration.ofMillis(100));

  @Test
  void theLargerABatchTheLongerThePauseUpToABound() {
    assertThat(List.of(1, 10, 25, 499))
        .extracting(events -> pace.after(events).toMillis())
        .containsExactly(4L, 40L, 100L, 100L);
  }
}
