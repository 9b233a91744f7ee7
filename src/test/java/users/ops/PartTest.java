package users.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
