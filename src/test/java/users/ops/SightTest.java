package users.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.journal.Backlog;
import users.journal.SliceRange;

/** What is said of the last look while the next one does not come. */
class SightTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Backlog BACKLOG = new Backlog(1, Optional.of(T0.minusMillis(200)), true);
  private static final Part PART = Part.unseen("view", SliceRange.ALL, T0);
  private static final Sight SIGHT = new Sight(T0, BACKLOG, List.of(PART));

  @Test
  void whatIsSeenTooLongAgoIsUnknown() {
    assertThat(SIGHT.state(PART, T0.plusSeconds(5))).isEqualTo(PartState.RUNNING);
    assertThat(SIGHT.state(PART, T0.plusSeconds(11))).isEqualTo(PartState.UNKNOWN);
  }

  @Test
  void aLagGrowsBetweenLooksOnlyWhenTheyFailToCome() {
    assertThat(SIGHT.age(BACKLOG, T0.plusSeconds(5))).hasMillis(200);
    assertThat(SIGHT.age(BACKLOG, T0.plusSeconds(11))).hasMillis(11_200);
  }
}
