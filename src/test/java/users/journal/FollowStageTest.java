package users.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import users.infrastructure.Pace;

class FollowStageTest {
  private static final JournalEvent EVENT =
      JournalEvent.of("ann", 1, new Position(1, 1), Instant.EPOCH, 0, null);

  private final Pace pace = new Pace(Duration.ofMillis(4), Duration.ofHours(1));

  @Test
  void afterABatchEventsGatherByItsSize() {
    assertThat(FollowStage.pause(pace, events(FollowStage.LIMIT - 1)))
        .isEqualTo(Duration.ofMillis(1996));
  }

  @Test
  void afterAFullBatchNothingHasToGather() {
    assertThat(FollowStage.pause(pace, events(FollowStage.LIMIT))).isZero();
  }

  private static List<JournalEvent> events(int number) {
    return Collections.nCopies(number, EVENT);
  }
}
