package users.journal;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * How long a follower lets events gather after a batch: the longer, the larger that was. So a
 * single event passes at once, and under load fewer, larger batches cost the database less.
 *
 * @param perEvent the pause for each event of the batch
 * @param longest the pause after a large one
 */
public record Pace(Duration perEvent, Duration longest) {

  /** From {@code pause-per-event} and {@code longest-pause}. */
  public static Pace of(Config settings) {
    return new Pace(settings.getDuration("pause-per-event"), settings.getDuration("longest-pause"));
  }

  /** None after a full batch: behind it more has gathered already. */
  Duration after(List<JournalEvent> batch) {
    return batch.size() >= FollowStage.LIMIT ? Duration.ZERO : after(batch.size());
  }

  Duration after(int events) {
    Duration pause = perEvent.multipliedBy(events);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
