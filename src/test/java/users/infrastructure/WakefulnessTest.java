package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WakefulnessTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
  private final AtomicBoolean alone = new AtomicBoolean();
  private final Wakefulness wakefulness =
      new Wakefulness(now::get, Duration.ofSeconds(7), alone::get);

  @Test
  void whoIsLookedAtOftenEnoughIsAwake() {
    for (int second = 0; second < 60; second += 5) {
      pass(Duration.ofSeconds(5));
      assertThat(wakefulness.isCertain()).isTrue();
    }
  }

  @Test
  void whoSleptTooLongIsUncertainForAWhile() {
    pass(Duration.ofSeconds(40));
    assertThat(wakefulness.isCertain()).isFalse();
    pass(Duration.ofSeconds(7));
    assertThat(wakefulness.isCertain()).isFalse();
    pass(Duration.ofSeconds(7));
    assertThat(wakefulness.isCertain()).isFalse();
    pass(Duration.ofSeconds(7));
    assertThat(wakefulness.isCertain()).isTrue();
  }

  @Test
  void whoIsAloneHasNothingToDoubt() {
    alone.set(true);
    pass(Duration.ofSeconds(40));
    assertThat(wakefulness.isCertain()).isTrue();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
