package users.ops;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import users.view.RebuildStatus;

/** The JSON of {@code /projections/{name}/rebuild}. */
final class RebuildReport {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static String of(String name, RebuildStatus status) {
    return MAPPER
        .createObjectNode()
        .put("name", name)
        .put("rebuild", status.phase().name().toLowerCase(Locale.ROOT))
        .put("events", status.events())
        .put("seconds", status.took().toMillis() / 1000.0)
        .toPrettyString();
  }

  private RebuildReport() {}
}
