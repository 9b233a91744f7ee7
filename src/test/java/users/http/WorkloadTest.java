package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  private static final int MOST = 1000;

  private long now = Long.MAX_VALUE - 1;
  private final Workload work = new Workload(256, MOST, () -> now);

  @Test
  void takesABurstUpToTheBound() {
    assertThat(enter(MOST + 100)).isEqualTo(MOST);
    assertThat(work.size()).isEqualTo(MOST);
  }

  @Test
  void refusesWhoWouldOnlyMakeAStandingQueueLonger() {
    enter(600);
    pass(600);

    assertThat(enter(1)).isZero();
    leave(345);
    assertThat(enter(1)).isEqualTo(1);
    assertThat(enter(1)).isZero();
  }

  @Test
  void aQueueThatIsDoneInHalfASecondIsNone() {
    enter(600);
    everyTenth(20, 200);

    assertThat(enter(300)).isEqualTo(300);
  }

  @Test
  void staysShortWhileManyComeAndTakesABurstOnceItIsCalm() {
    enter(600);
    pass(600);
    enter(1);
    leave(400);

    assertThat(enter(900)).isEqualTo(56);
    pass(990);
    assertThat(enter(1)).isZero();
    leave(256);
    pass(1000);
    assertThat(enter(900)).isEqualTo(900);
  }

  @Test
  void whoseBodyIsStillToComeIsNoWork() {
    enter(600);
    IntStream.range(0, 400).forEach(i -> work.pause());
    pass(600);

    assertThat(enter(1)).isEqualTo(1);
    assertThat(work.size()).isEqualTo(601);
  }

  /** Every tenth of a second so many are finished, and as many come. */
  private void everyTenth(int times, int number) {
    for (int i = 0; i < times; i++) {
      pass(100);
      leave(number);
      enter(number);
    }
  }

  private int enter(int number) {
    return (int) IntStream.range(0, number).filter(i -> work.enter()).count();
  }

  private void leave(int number) {
    IntStream.range(0, number).forEach(i -> work.leave());
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
