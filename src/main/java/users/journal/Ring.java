package users.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last events of the feed, without a gap, for all who follow live. Written by the tail, read by
 * any thread.
 */
final class Ring {
  private final JournalEvent[] events;
  private long written;
  private Position floor;
  private volatile Position tip;

  /** Holds what is after the given position, up to so many events. */
  Ring(int capacity, Position floor) {
    this.events = new JournalEvent[capacity];
    this.floor = floor;
    this.tip = floor;
  }

  /**
   * Some events in order and how far in the feed that looked: what is between the last of them and
   * {@code upTo} was not asked for.
   */
  record Stretch(List<JournalEvent> events, Position upTo) {}

  /** The position of the last event. */
  Position tip() {
    return tip;
  }

  synchronized void append(List<JournalEvent> next) {
    for (JournalEvent event : next) {
      JournalEvent dropped = events[slot(written)];
      floor = dropped == null ? floor : Position.later(floor, dropped.position());
      events[slot(written++)] = event;
    }
    tip = next.get(next.size() - 1).position();
  }

  /** Leaves out what comes up to the position: nobody asked for it. */
  synchronized void skipTo(Position position) {
    if (position.isAfter(tip)) {
      floor = position;
      tip = position;
    }
  }

  /** The next events of the slices; empty if the ring does not reach back so far. */
  synchronized Optional<Stretch> after(Position position, SliceRange slices, int limit) {
    return floor.isAfter(position)
        ? Optional.empty()
        : Optional.of(stretch(position, slices, limit));
  }

  private Stretch stretch(Position position, SliceRange slices, int limit) {
    var found = new ArrayList<JournalEvent>();
    for (long i = firstAfter(position); i < written; i++) {
      JournalEvent event = events[slot(i)];
      if (slices.contains(event.slice())) {
        found.add(event);
      }
      if (found.size() == limit) {
        return new Stretch(found, event.position());
      }
    }
    return new Stretch(found, Position.later(tip, position));
  }

  private long firstAfter(Position position) {
    long low = Math.max(0, written - events.length);
    long high = written;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (events[slot(middle)].position().isAfter(position)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private int slot(long index) {
    return (int) (index % events.length);
  }
}
