package users.infrastructure;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How long to let events gather after a batch: the longer, the larger that was. So a single event
 * passes at once, and under load fewer, larger batches cost the database less.
 *
 * @param perEvent the pause for each event of the batch
 * @param longest the pause after a large one
 */
public record Pace(Duration perEvent, Duration longest) {
  /** Never a pause. */
  public static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO);

  /** From {@code pause-per-event} and {@code longest-pause}. */
  public static Pace of(Config settings) {
    return new Pace(settings.getDuration("pause-per-event"), settings.getDuration("longest-pause"));
  }

  /** The pause after a batch of so many. */
  public Duration after(int events) {
    Duration pause = perEvent.multipliedBy(events);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
