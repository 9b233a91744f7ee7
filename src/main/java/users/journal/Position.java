package users.journal;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed: of an event, or right after it. Later in the feed is greater.
 *
 * @param transactionId of the transaction that stored the event
 * @param ordering of the event among those of its transaction
 */
public record Position(long transactionId, long ordering) implements Comparable<Position> {

  /** Before the first event. */
  public static final Position START = new Position(0, 0);

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");
  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::transactionId).thenComparingLong(Position::ordering);

  /** Reads what {@link #toString} wrote. */
  public static Optional<Position> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(new Position(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** Whether this comes later in the feed. */
  public boolean isAfter(Position other) {
    return compareTo(other) > 0;
  }

  /** The later one of the two. */
  static Position later(Position one, Position other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public String toString() {
    return transactionId + "-" + ordering;
  }
}
