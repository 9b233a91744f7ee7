package users.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request is not answered as it wished (RFC 9457): thrown where it is found, turned into a
 * response in {@link Responses}.
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_FAULTS = 100;

  private final ProblemType type;
  private final transient List<Fault> faults;
  private final transient Map<String, String> headers;

  /**
   * One thing that is wrong with the input.
   *
   * @param in {@code pointer}, {@code parameter} or {@code header}
   * @param where the JSON pointer as a fragment, or the name
   */
  record Fault(String in, String where, String code, String detail) {

    static Fault field(String name, String code, String detail) {
      return new Fault("pointer", name.isEmpty() ? "#" : "#/" + escaped(name), code, detail);
    }

    static Fault parameter(String name, String code, String detail) {
      return new Fault("parameter", name, code, detail);
    }

    static Fault header(String name, String code, String detail) {
      return new Fault("header", name, code, detail);
    }

    /** RFC 6901, sections 3 and 6; a tilde needs no percent sign. */
    private static String escaped(String name) {
      String token = name.replace("~", "~0").replace("/", "~1");
      return URLEncoder.encode(token, StandardCharsets.UTF_8)
          .replace("+", "%20")
          .replace("%7E", "~");
    }
  }

  private Problem(
      ProblemType type, String detail, List<Fault> faults, Map<String, String> headers) {
    super(detail, null, false, false);
    this.type = type;
    this.faults = faults.stream().limit(MOST_FAULTS).toList();
    this.headers = Map.copyOf(headers);
  }

  static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), Map.of());
  }

  /** A problem with the input: all that is wrong with it, or the first 100 of it, at once. */
  static Problem of(ProblemType type, List<Fault> faults) {
    Fault first = faults.get(0);
    String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
    return new Problem(type, first.where() + " " + first.detail() + more, faults, Map.of());
  }

  Problem withHeader(String name, String value) {
    return withHeaders(Map.of(name, value));
  }

  /** The same with these headers beside those that it has. */
  Problem withHeaders(Map<String, String> more) {
    var all = new HashMap<String, String>(headers);
    all.putAll(more);
    return new Problem(type, getMessage(), faults, all);
  }

  ProblemType type() {
    return type;
  }

  String detail() {
    return getMessage();
  }

  List<Fault> faults() {
    return faults;
  }

  Map<String, String> headers() {
    return headers;
  }
}
