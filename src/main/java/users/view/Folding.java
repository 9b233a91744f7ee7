package users.view;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text as people look for it: case, accents and compatibility forms make no difference. */
final class Folding {
  /** In code points. A folded name may be 18 times as long, and no index takes 2,700 bytes. */
  private static final int LONGEST = 254;

  private static final String BEGINNING = "% ";

  static String fold(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    // By code points, since a Greek word's last sigma folds otherwise than one inside a word.
    return decomposed
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(c -> !isAccent(c))
        .map(Character::toLowerCase)
        .limit(LONGEST)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The LIKE patterns that all have to match for {@code q} to be found in the search text. */
  static List<String> patterns(String q) {
    return Arrays.stream(fold(q).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .distinct()
        .map(Folding::pattern)
        .collect(Collectors.toUnmodifiableList());
  }

  /**
   * Whether a pattern is of a word's beginning that leaves no trigram. Text that matches it also
   * matches the condition of the index {@code user_view_1_words_odd}.
   */
  static boolean isOdd(String pattern) {
    return pattern.startsWith(BEGINNING)
        && !Character.isLetterOrDigit(pattern.codePointAt(BEGINNING.length()));
  }

  /** A part of a word; of what makes no trigram, a word's beginning. */
  private static String pattern(String word) {
    boolean trigrams =
        word.codePointCount(0, word.length()) >= 3
            && word.codePoints().anyMatch(Character::isLetterOrDigit);
    String literal = word.replaceAll("[\\\\%_]", "\\\\$0");
    return (trigrams ? "%" : BEGINNING) + literal + "%";
  }

  private static boolean isAccent(int c) {
    return c >= 0x0300 && c <= 0x036F;
  }

  private Folding() {}
}
