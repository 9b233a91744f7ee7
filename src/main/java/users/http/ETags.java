package users.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as entity tags, and the conditions that name them (RFC 9110, 8.8.3 and 13.1). */
final class ETags {
  /** A version that no user ever has: what a tag stands for that we never gave. */
  private static final long NEVER = -1;

  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:,|$)");
  private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The versions that an {@code If-Match} names; empty for {@code *} or no header, which any
   * version satisfies. A weak tag never matches.
   */
  static List<Long> ifMatch(Optional<String> header) {
    return header
        .filter(value -> !value.strip().equals("*"))
        .map(value -> parse("If-Match", value, false).stream().map(ETags::version).toList())
        .orElse(List.of());
  }

  /** Whether an {@code If-None-Match} names {@code tag}, so that the client has it already. */
  static boolean isKnown(Optional<String> header, String tag) {
    return header
        .map(
            value -> value.strip().equals("*") || parse("If-None-Match", value, true).contains(tag))
        .orElse(false);
  }

  private static List<String> parse(String name, String header, boolean weakToo) {
    var tags = new ArrayList<String>();
    Matcher tag = TAG.matcher(header);
    int end = 0;
    while (end < header.length() && tag.find(end) && tag.start() == end) {
      boolean counts = weakToo || tag.group(1) == null;
      tags.add(counts ? "\"" + tag.group(2) + "\"" : "");
      end = tag.end();
    }
    if (end < header.length() || tags.isEmpty()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          List.of(
              Problem.Fault.header(name, "NOT_ENTITY_TAGS", "must be * or quoted entity tags")));
    }
    return tags;
  }

  private static long version(String tag) {
    Matcher version = VERSION.matcher(tag);
    return version.matches() ? Long.parseLong(version.group(1)) : NEVER;
  }

  private ETags() {}
}
