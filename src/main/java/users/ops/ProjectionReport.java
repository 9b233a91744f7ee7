package users.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import users.journal.Position;

/** The JSON of {@code /projections}: each with the worst that is true of its parts, then those. */
final class ProjectionReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static String of(Sight sight, Instant now) {
    ObjectNode json = MAPPER.createObjectNode().put("asOf", sight.at().toString());
    json.set("projections", list(sight, now));
    return json.toPrettyString();
  }

  static ArrayNode list(Sight sight, Instant now) {
    ArrayNode list = MAPPER.createArrayNode();
    byName(sight).forEach((name, parts) -> list.add(projection(sight, name, parts, now)));
    return list;
  }

  private static Map<String, List<Part>> byName(Sight sight) {
    return sight.parts().stream()
        .collect(Collectors.groupingBy(Part::projection, LinkedHashMap::new, Collectors.toList()));
  }

  private static ObjectNode projection(Sight sight, String name, List<Part> parts, Instant now) {
    PartState worst =
        parts.stream()
            .map(part -> sight.state(part, now))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Duration oldest =
        parts.stream()
            .map(part -> sight.age(part.backlog(), now))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    ObjectNode json = MAPPER.createObjectNode().put("name", name).put("state", worst.label());
    lag(json, parts.stream().mapToLong(part -> part.backlog().events()).sum(), oldest);
    var list = json.putArray("parts");
    parts.forEach(part -> list.add(part(sight, part, now)));
    return json;
  }

  private static ObjectNode part(Sight sight, Part part, Instant now) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("slices", part.slices().name())
            .put("state", sight.state(part, now).label())
            .put("offset", part.offset().map(Position::toString).orElse(null));
    lag(json, part.backlog().events(), sight.age(part.backlog(), now));
    return json;
  }

  private static void lag(ObjectNode json, long events, Duration oldest) {
    json.putObject("lag").put("events", events).put("seconds", oldest.toMillis() / 1000.0);
  }

  private ProjectionReport() {}
}
