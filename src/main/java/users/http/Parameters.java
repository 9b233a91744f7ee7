package users.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import users.http.Problem.Fault;

/**
 * The query parameters of a request, read strictly: unknown, repeated and malformed ones are
 * refused, all of them at once.
 */
final class Parameters {
  private static final List<String> LISTS = List.of("type");

  private final Map<String, String> values = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();

  private Parameters(HttpRequest request, List<String> known) {
    request
        .getUri()
        .query()
        .toList()
        .forEach(pair -> take(pair.first(), pair.second(), known.contains(pair.first())));
  }

  /** The parameters of a request that may have {@code known} ones and no others. */
  static Parameters of(HttpRequest request, String... known) {
    return new Parameters(request, List.of(known));
  }

  /** A text of 1 to {@code longest} characters, not all of them blank, none a control character. */
  Optional<String> text(String name, int longest) {
    return parsed(
        name,
        "must be a text of 1 to " + longest + " characters",
        text ->
            text.codePoints().allMatch(Parameters::isBlank)
                    || text.codePointCount(0, text.length()) > longest
                    || text.codePoints().anyMatch(Parameters::isIllegal)
                ? Optional.empty()
                : Optional.of(text));
  }

  /** A whole number from {@code least} to {@code most}. */
  Optional<Long> number(String name, long least, long most) {
    return parsed(
        name,
        "must be a number from " + least + " to " + most,
        text ->
            text.matches("[0-9]{1,18}")
                ? Optional.of(Long.parseLong(text)).filter(n -> least <= n && n <= most)
                : Optional.empty());
  }

  /** The values of a parameter that may be repeated, or hold several ones parted by commas. */
  List<String> list(String name) {
    return values.containsKey(name) ? List.of(values.get(name).split(",", -1)) : List.of();
  }

  /** Adds a fault that the caller found himself. */
  void refuse(String name, String code, String detail) {
    faults.add(Fault.parameter(name, code, detail));
  }

  /** What {@code parse} makes of the parameter; nothing means that it is wrong. */
  <T> Optional<T> parsed(String name, String expectation, Function<String, Optional<T>> parse) {
    Optional<String> value = Optional.ofNullable(values.get(name));
    Optional<T> parsed = value.flatMap(parse);
    if (value.isPresent() && parsed.isEmpty()) {
      faults.add(Fault.parameter(name, "INVALID", expectation));
    }
    return parsed;
  }

  /** Throws the problem with all faults found, if there is one. */
  void done() {
    if (!faults.isEmpty()) {
      throw Problem.of(ProblemType.INVALID_PARAMETER, faults);
    }
  }

  private void take(String name, String value, boolean known) {
    if (!known) {
      faults.add(Fault.parameter(name, "UNKNOWN", "is not a parameter of this operation"));
    } else if (LISTS.contains(name)) {
      values.merge(name, value, (one, other) -> one + "," + other);
    } else if (values.putIfAbsent(name, value) != null) {
      faults.add(Fault.parameter(name, "REPEATED", "must be given once"));
    }
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0xFEFF;
  }

  /** U+FFFD is what bytes that are no UTF-8 have become. */
  private static boolean isIllegal(int c) {
    return Character.isISOControl(c)
        || c == 0xFFFD
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
