package users.journal;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Some of the 128 slices that users are spread over, so that several can share the work.
 *
 * @param from first slice, 0..127
 * @param to last slice, inclusive
 */
public record SliceRange(int from, int to) {
  private static final int SLICES = 128;

  /** Every user. */
  public static final SliceRange ALL = new SliceRange(0, SLICES - 1);

  /** All slices in {@code n} ranges of about the same size, n from 1 to 128. */
  public static List<SliceRange> split(int n) {
    if (n < 1 || n > SLICES) {
      throw new IllegalArgumentException("128 slices can't be split by " + n);
    }
    return IntStream.range(0, n)
        .mapToObj(i -> new SliceRange(i * SLICES / n, (i + 1) * SLICES / n - 1))
        .toList();
  }

  /** A name for it, like {@code 0-31}. */
  public String name() {
    return from + "-" + to;
  }

  /** Whether the slice is one of these. */
  public boolean contains(int slice) {
    return from <= slice && slice <= to;
  }
}
