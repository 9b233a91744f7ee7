package users.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.MediaRange;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.headers.Accept;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a request accepts as an answer (RFC 9110, 12.5.1). */
final class Accepts {

  /**
   * The one of {@code mediaTypes} that the request likes best, the first of equals. One that likes
   * none of them gets a problem.
   */
  static String best(HttpRequest request, List<String> mediaTypes) {
    List<MediaRange> ranges = ranges(request);
    if (ranges.isEmpty()) {
      return mediaTypes.get(0);
    }
    String best = mediaTypes.get(0);
    for (String candidate : mediaTypes) {
      if (quality(ranges, candidate) > quality(ranges, best)) {
        best = candidate;
      }
    }
    if (quality(ranges, best) == 0) {
      throw Problem.of(
          ProblemType.NOT_ACCEPTABLE, "The answer is " + String.join(" or ", mediaTypes));
    }
    return best;
  }

  private static List<MediaRange> ranges(HttpRequest request) {
    var ranges = new ArrayList<MediaRange>();
    request
        .getHeader(Accept.class)
        .ifPresent(accept -> accept.getMediaRanges().forEach(ranges::add));
    return ranges;
  }

  /**
   * The most specific range that fits decides, so {@code text/html;q=0, *}{@code /*} is no HTML.
   */
  private static float quality(List<MediaRange> ranges, String mediaType) {
    MediaType type = ContentTypes.parse(mediaType).mediaType();
    return ranges.stream()
        .filter(range -> range.matches(type))
        .max(Comparator.comparingInt(Accepts::specificity))
        .map(MediaRange::qValue)
        .orElse(0f);
  }

  private static int specificity(MediaRange range) {
    String text = range.toString();
    return text.startsWith("*/*") ? 0 : text.contains("/*") ? 1 : 2;
  }

  private Accepts() {}
}
