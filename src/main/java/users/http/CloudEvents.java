package users.http;

import akka.util.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import users.journal.Fact;
import users.journal.JournalEvent;

/** Events as CloudEvents 1.0 in JSON, which is what other systems get of them. */
final class CloudEvents {
  private static final String PREFIX = "users.";
  private static final String VERSION = ".v1";
  private static final List<String> STORED =
      List.of(
          "user-created",
          "user-updated",
          "user-welcomed",
          "user-suspended",
          "user-reactivated",
          "user-deleted");

  /** Every type that the feed may hold. */
  static final List<String> TYPES = STORED.stream().map(CloudEvents::type).toList();

  /** The name under which the journal stores events of a type; empty if there is no such type. */
  static Optional<String> storedType(String type) {
    return STORED.stream().filter(stored -> type(stored).equals(type)).findFirst();
  }

  /** The event as one line of JSON. */
  static ByteString json(JournalEvent event) {
    return ByteString.fromArrayUnsafe(Json.bytes(shape(event, Fact.of(event))));
  }

  /** {@code sequence} counts the events of one user, {@code position} is the place in the feed. */
  private static Map<String, Object> shape(JournalEvent event, Fact fact) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("specversion", "1.0");
    shape.put("id", event.userId() + "/" + event.version());
    shape.put("source", "/v1/users");
    shape.put("type", type(fact.type()));
    shape.put("subject", event.userId());
    shape.put("time", fact.metadata().at());
    shape.put("datacontenttype", "application/json");
    shape.put("sequence", Long.toString(event.version()));
    shape.put("sequencetype", "Integer");
    shape.put("position", event.position().toString());
    shape.put("actor", fact.metadata().actor());
    fact.metadata().traceparent().ifPresent(trace -> shape.put("traceparent", trace));
    shape.put("data", fact.changes());
    return shape;
  }

  static String type(String stored) {
    return PREFIX + stored + VERSION;
  }

  private CloudEvents() {}
}
