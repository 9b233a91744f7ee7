package users.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A moment in a user's life: a version, or a time.
 *
 * @param version empty if a time is given
 * @param time empty if a version is given
 */
record AsOf(Optional<Long> version, Optional<Instant> time) {

  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[ +-]\\d\\d:\\d\\d)");

  static Optional<AsOf> parse(String text) {
    if (text.matches("[1-9][0-9]{0,17}")) {
      return Optional.of(new AsOf(Optional.of(Long.parseLong(text)), Optional.empty()));
    }
    if (!TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // A plus that was not encoded arrives as a space.
      Instant time = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      return Optional.of(new AsOf(Optional.empty(), Optional.of(time)));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
