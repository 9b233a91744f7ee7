package users.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import users.journal.Fact;
import users.journal.JournalEvent;
import users.journal.Position;

/**
 * Which part of the feed a request wants.
 *
 * @param after the place after which it begins, exclusive; {@link #NOW} for the end of the feed
 * @param before the place before which it ends, exclusive; then the page is read backwards from it
 * @param types stored type names; all if empty
 * @param user of whose events alone
 */
record FeedQuery(
    Optional<Position> after,
    Optional<Position> before,
    int limit,
    Set<String> types,
    Optional<String> user) {

  /** Stands for the end of the feed, wherever that is when it is read. */
  static final Position NOW = new Position(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final int DEFAULT_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1000;
  private static final String A_PLACE = "must be a position like 742-1, or beginning, or now";

  static FeedQuery ofPage(Exchange exchange) {
    Parameters given =
        Parameters.of(exchange.request(), "after", "before", "limit", "type", "user");
    var query =
        new FeedQuery(
            start(exchange, given),
            place(given, "before"),
            given.number("limit", 1, LARGEST_LIMIT).map(Long::intValue).orElse(DEFAULT_LIMIT),
            types(given),
            user(given));
    if (query.after().isPresent() && query.before().isPresent()) {
      given.refuse("before", "EXCLUDED", "must not be given together with after");
    }
    given.done();
    return query;
  }

  static FeedQuery ofStream(Exchange exchange) {
    Parameters given = Parameters.of(exchange.request(), "after", "type", "user");
    var query =
        new FeedQuery(start(exchange, given), Optional.empty(), 0, types(given), user(given));
    given.done();
    return query;
  }

  /**
   * The pages beside one that holds these events, as a {@code Link}. There always is a next one: if
   * it is empty, it is where the next events will be.
   */
  String links(List<JournalEvent> page) {
    if (page.isEmpty()) {
      return link("after", after.map(FeedQuery::text).orElse("beginning"), "next");
    }
    Position first = page.get(0).position();
    Position last = page.get(page.size() - 1).position();
    return link("after", last.toString(), "next") + ", " + link("before", first.toString(), "prev");
  }

  private String link(String direction, String place, String relation) {
    var parts = new ArrayList<String>(List.of(direction + "=" + place, "limit=" + limit));
    types.stream().sorted().forEach(type -> parts.add("type=" + CloudEvents.type(type)));
    user.ifPresent(id -> parts.add("user=" + id));
    return "</v1/events?" + String.join("&", parts) + ">; rel=\"" + relation + "\"";
  }

  private static String text(Position place) {
    return place.equals(NOW) ? "now" : place.toString();
  }

  boolean wants(JournalEvent event) {
    return user.map(event.userId()::equals).orElse(true)
        && (types.isEmpty() || types.contains(Fact.of(event).type()));
  }

  /** {@code Last-Event-ID} wins over {@code after}: a client that reconnects sends both. */
  private static Optional<Position> start(Exchange exchange, Parameters given) {
    Optional<Position> after = place(given, "after");
    return lastEventId(exchange).or(() -> after);
  }

  private static Optional<Position> place(Parameters given, String name) {
    return given.parsed(name, A_PLACE, FeedQuery::parse);
  }

  private static Optional<Position> parse(String text) {
    return switch (text) {
      case "beginning" -> Optional.of(Position.START);
      case "now" -> Optional.of(NOW);
      default -> Position.parse(text);
    };
  }

  private static Optional<Position> lastEventId(Exchange exchange) {
    Optional<String> id = exchange.header("last-event-id").filter(text -> !text.isBlank());
    Optional<Position> position = id.flatMap(text -> Position.parse(text.strip()));
    if (id.isPresent() && position.isEmpty()) {
      throw Problem.of(
          ProblemType.INVALID_HEADER,
          List.of(Problem.Fault.header("Last-Event-ID", "INVALID", "must be a position")));
    }
    return position;
  }

  private static Set<String> types(Parameters given) {
    var stored = new HashSet<String>();
    String expected = "must be one or more, separated by commas, of " + CloudEvents.TYPES;
    for (String type : given.list("type")) {
      CloudEvents.storedType(type)
          .ifPresentOrElse(stored::add, () -> given.refuse("type", "INVALID", expected));
    }
    return stored;
  }

  private static Optional<String> user(Parameters given) {
    return given.parsed("user", "must be a user's id", UserIds::parse);
  }
}
