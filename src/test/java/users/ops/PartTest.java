package users.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import users.journal.Backlog;
import users.journal.Position;
import users.journal.SliceRange;

/** When a part of a projection is called running, paused or failed. */
class PartTest {
  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00Z");
  private static final Optional<Position> OFFSET = Optional.of(new Position(10, 1));
  private static final Position HEAD = new Position(90, 1);
  private static final Part IDLE =
      Part.unseen("view", SliceRange.ALL, T0).seen(OFFSET, false, Backlog.NONE, HEAD, T0);

  @Test
  void onePartThatHasNothingToDoIsRunning() {
    assertThat(after(IDLE, 60, OFFSET, Backlog.NONE)).isEqualTo(PartState.RUNNING);
  }

  @Test
  void onePartThatMovesOnIsRunningHoweverFarBehind() {
    var moved = Optional.of(new Position(11, 1));

    assertThat(after(IDLE, 5, moved, waitingSince(T0.minusSeconds(600))))
        .isEqualTo(PartState.RUNNING);
  }

  @Test
  void onePartWithOnlyFreshEventsIsGivenTime() {
    assertThat(after(IDLE, 5, OFFSET, waitingSince(T0.plusSeconds(4))))
        .isEqualTo(PartState.RUNNING);
  }

  @Test
  void onePartThatStandsWhileEventsWaitHasFailed() {
    assertThat(after(IDLE, 5, OFFSET, waitingSince(T0))).isEqualTo(PartState.FAILED);
  }

  @Test
  void onePartWhoseEventsAnOpenTransactionKeepsBackIsRunning() {
    var keptBack = new Backlog(1, Optional.of(T0), false);
    Part waiting = IDLE.seen(OFFSET, false, keptBack, HEAD, T0.plusSeconds(60));

    assertThat(waiting.state(T0.plusSeconds(60))).isEqualTo(PartState.RUNNING);
    assertThat(after(waiting, 62, OFFSET, waitingSince(T0))).isEqualTo(PartState.RUNNING);
    assertThat(after(waiting, 65, OFFSET, waitingSince(T0))).isEqualTo(PartState.FAILED);
  }

  @Test
  void aPausedPartIsPausedWhateverWaits() {
    Part paused = IDLE.seen(OFFSET, true, waitingSince(T0), HEAD, T0.plusSeconds(60));

    assertThat(paused.state(T0.plusSeconds(60))).isEqualTo(PartState.PAUSED);
  }

  @Test
  void whatIsSeenTooLongAgoIsUnknown() {
    var sight = new Sight(T0, Backlog.NONE, List.of(IDLE));

    assertThat(sight.state(IDLE, T0.plusSeconds(11))).isEqualTo(PartState.UNKNOWN);
  }

  @Test
  void aLagGrowsBetweenLooksOnlyWhenTheyFailToCome() {
    Backlog backlog = waitingSince(T0.minusMillis(200));
    var sight = new Sight(T0, backlog, List.of());

    assertThat(sight.age(backlog, T0.plusSeconds(5))).hasMillis(200);
    assertThat(sight.age(backlog, T0.plusSeconds(11))).hasMillis(11_200);
  }

  @Test
  void theNextCountStartsWhereNothingWaitedUnlessTheOffsetChanged() {
    var rebuilt = Optional.<Position>empty();

    assertThat(IDLE.countFrom(OFFSET)).isEqualTo(HEAD);
    assertThat(IDLE.countFrom(rebuilt)).isEqualTo(Position.START);
  }

  private static PartState after(Part part, long seconds, Optional<Position> offset, Backlog now) {
    Instant at = T0.plusSeconds(seconds);
    return part.seen(offset, false, now, HEAD, at).state(at);
  }

  private static Backlog waitingSince(Instant oldest) {
    return new Backlog(1, Optional.of(oldest), true);
  }
}
