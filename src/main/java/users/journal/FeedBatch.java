package users.journal;

import java.util.List;

/**
 * Whatever there was to read at once, as one unit of work.
 *
 * @param events in feed order, at least one
 * @param last of the last event: where to go on
 */
public record FeedBatch(List<JournalEvent> events, Position last) {

  /** A batch of these events. */
  public static FeedBatch of(List<JournalEvent> events) {
    return new FeedBatch(events, events.get(events.size() - 1).position());
  }
}
