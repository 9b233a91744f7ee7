package users.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final JournalEvent EVENT =
      JournalEvent.of("ann", 1, new Position(1, 1), Instant.EPOCH, 0, null);

  private final Pace pace = new Pace(Duration.ofMillis(4), Duration.ofMillis(100));

  @Test
  void theLargerABatchTheLongerThePauseUpToABound() {
    assertThat(List.of(1, 10, 25, 499))
        .extracting(size -> pace.after(Collections.nCopies(size, EVENT)).toMillis())
        .containsExactly(4L, 40L, 100L, 100L);
  }

  @Test
  void afterAFullBatchNothingHasToGather() {
    assertThat(pace.after(Collections.nCopies(FollowStage.LIMIT, EVENT))).isZero();
  }
}
