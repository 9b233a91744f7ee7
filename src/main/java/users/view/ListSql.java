package users.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import users.domain.EmailAddress;
import users.domain.User;

/**
 * Parts of a statement about a query. Each adds what it says of the query to the statement's
 * parameters, so they have to be made in the order in which they stand in it.
 */
final class ListSql {
  private final Query query;
  private final Optional<Place> after;
  private final SqlParameters parameters = new SqlParameters();

  ListSql(Query query, Optional<Place> after) {
    this.query = query;
    this.after = after;
  }

  PageStatement statement(String sql, boolean keepsPlan) {
    return new PageStatement(sql, parameters, keepsPlan);
  }

  /** What the list is sorted by. */
  String key() {
    return query.sort().key().column;
  }

  /** What is read of a user, from the SQL view. */
  String columns() {
    return RowReader.COLUMNS + ", " + key() + " AS sort_key";
  }

  /**
   * The first users of the list, in its order, that meet a condition. Each index has a list for
   * each status; the first of several lists are among their first ones.
   *
   * @param condition made anew for each list, with AND before it; may be empty
   */
  String first(int limit, String columns, Supplier<String> condition) {
    List<String> lists =
        statuses()
            .map(
                status ->
                    "SELECT %s FROM user_view WHERE status = %s%s%s%s"
                        .formatted(
                            columns, status, isBeyond(key()), condition.get(), order(key(), limit)))
            .toList();
    return lists.size() == 1
        ? lists.get(0)
        : "(" + String.join(") UNION ALL (", lists) + ")" + order("sort_key", limit);
  }

  /**
   * Whether a user is on the list.
   *
   * @param key the column that has what the list is sorted by
   */
  String isListed(String key) {
    return "status IN (" + statuses().collect(Collectors.joining(", ")) + ")" + isBeyond(key);
  }

  /** Whether all patterns match the words, with AND before it. */
  String matches(List<String> patterns) {
    return patterns.stream()
        .map(pattern -> " AND search LIKE " + parameters.text(pattern))
        .collect(Collectors.joining());
  }

  /** A page and one more. The limit is spelt out: of a parameter's the planner knows nothing. */
  String order() {
    return order("sort_key", size());
  }

  int size() {
    return query.limit() + 1;
  }

  private String order(String key, int limit) {
    String direction = query.sort().descending() ? " DESC" : "";
    return " ORDER BY %s%s, user_id%s LIMIT %d".formatted(key, direction, direction, limit);
  }

  private String isBeyond(String key) {
    return Stream.of(query.email().map(this::isAt), after.map(place -> isAfter(key, place)))
        .flatMap(Optional::stream)
        .map(condition -> " AND " + condition)
        .collect(Collectors.joining());
  }

  private String isAt(String email) {
    return "email_key = " + parameters.text(EmailAddress.key(email));
  }

  private String isAfter(String key, Place place) {
    Sort sort = query.sort();
    return "(%s, user_id) %s (%s, %s)"
        .formatted(
            key,
            sort.descending() ? "<" : ">",
            parameters.add(place.key(), sort.key().type),
            parameters.add(place.userId(), "uuid"));
  }

  private Stream<String> statuses() {
    return query
        .status()
        .map(Stream::of)
        .orElseGet(() -> Arrays.stream(User.Status.values()))
        .map(status -> "'" + status.name().toLowerCase(Locale.ROOT) + "'");
  }
}
