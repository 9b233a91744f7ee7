package users.domain;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Checks input and collects what is wrong, so that a caller learns of all of it at once. */
public final class Checks {

  /** One field, a stable code, and what is wrong with it in words. */
  public record Fault(String field, String code, String detail) {}

  /**
   * Letters and symbols by their type, yet drawn as nothing: the Hangul fillers, a Braille blank.
   */
  private static final String UNSEEN = "\u115F\u1160\u2800\u3164\uFFA0";

  private final List<Fault> faults = new ArrayList<>();

  /** What was wrong so far, in the order in which it was found. */
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** Adds a fault that the caller found himself. */
  public void add(String field, String code, String detail) {
    faults.add(new Fault(field, code, detail));
  }

  /**
   * A line of text for people: trimmed, NFC, not blank, at most {@code longest} code points, also
   * as it was written.
   */
  public String text(String field, String value, int longest) {
    String text = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
    if (text.codePoints().noneMatch(Checks::isSeen)) {
      add(field, "BLANK", "must not be blank");
    } else if (Math.max(length(value), length(text)) > longest) {
      add(field, "TOO_LONG", "must have at most " + longest + " characters");
    }
    plain(field, value);
    return text;
  }

  String email(String field, String value) {
    int before = faults.size();
    String text = text(field, value, EmailAddress.LONGEST);
    if (faults.size() == before && !EmailAddress.isOne(text)) {
      add(field, "NOT_AN_EMAIL", "must be an e-mail address");
    }
    return text;
  }

  private void plain(String field, String value) {
    refuseAny(field, value, Checks::isControl, "must not contain control characters");
    refuseAny(field, value, Checks::isLoneSurrogate, "must not contain half of a surrogate pair");
    refuseAny(field, value, Checks::isDirection, "must not contain direction marks");
  }

  private void refuseAny(String field, String value, IntPredicate illegal, String detail) {
    if (value.codePoints().anyMatch(illegal)) {
      add(field, "ILLEGAL_CHARACTER", detail);
    }
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.SPACE_SEPARATOR, Character.FORMAT, Character.NON_SPACING_MARK -> false;
      default -> !Character.isWhitespace(c) && UNSEEN.indexOf(c) < 0;
    };
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
  }

  private static boolean isLoneSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** Bidirectional controls (Unicode TR 9) make a text read as what it is not. */
  private static boolean isDirection(int c) {
    return c == 0x061C
        || (c >= 0x200E && c <= 0x200F)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
