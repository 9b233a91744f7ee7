package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGStatement;
import users.domain.EmailAddress;
import users.domain.User;

/** The SQL of a query: reads the wanted page and one row more from an index, whatever the page. */
final class ListStatement {
  /** At 100,000 users, up to 5 % who match are gathered and sorted; more are met along the list. */
  private static final int FEW = 2_000;

  /** The condition of the index {@code user_view_1_odd_words}. */
  private static final String ODD_WORDS = " AND search ~ ' [^[:alnum:]]'";

  private final Query query;
  private final Optional<Place> after;
  private final List<String> parameters = new ArrayList<>();
  private final String sql;

  ListStatement(Query query, Optional<Place> after) {
    this.query = query;
    this.after = after;
    this.sql = merged(statuses().map(this::ofStatus).toList());
  }

  String sql() {
    return sql;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    return prepare(connection, sql);
  }

  PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    if (query.q().isPresent()) {
      // The best plan depends on the words: never keep one.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    for (int i = 0; i < parameters.size(); i++) {
      statement.setString(i + 1, parameters.get(i));
    }
    return statement;
  }

  /** The first page of several lists is among their first pages. */
  private String merged(List<String> lists) {
    return lists.size() == 1
        ? lists.get(0)
        : "(" + String.join(") UNION ALL (", lists) + ")" + order("sort_key");
  }

  /** The limit is spelt out: with a parameter the planner reckons with a tenth of the table. */
  private String order(String key) {
    return order(key, query.limit() + 1);
  }

  private String order(String key, int rows) {
    String direction = query.sort().descending() ? " DESC" : "";
    return " ORDER BY %s%s, user_id%s LIMIT %d".formatted(key, direction, direction, rows);
  }

  private Stream<User.Status> statuses() {
    return query.status().map(Stream::of).orElseGet(() -> Arrays.stream(User.Status.values()));
  }

  private String ofStatus(User.Status status) {
    var conditions = new ArrayList<String>();
    conditions.add("status = '" + status.name().toLowerCase(Locale.ROOT) + "'");
    query
        .email()
        .ifPresent(email -> conditions.add("email_key = " + text(EmailAddress.key(email))));
    query.q().stream()
        .flatMap(q -> Folding.patterns(q).stream())
        .forEach(pattern -> conditions.add(matches(pattern)));
    after.ifPresent(place -> conditions.add(beyond(place)));
    String list =
        "SELECT "
            + RowReader.COLUMNS
            + ", "
            + query.sort().key().column
            + " AS sort_key FROM user_view WHERE "
            + String.join(" AND ", conditions);
    return query.q().isPresent() ? found(list) : list + order(query.sort().key().column);
  }

  private String matches(String pattern) {
    return "search LIKE " + text(pattern) + (Folding.isOdd(pattern) ? ODD_WORDS : "");
  }

  /**
   * The planner takes those who match for evenly spread, but all may be at the far end.
   * Materialised, the list is planned as if so many were wanted, and still read only as far as the
   * page goes.
   */
  private String found(String list) {
    return "WITH found AS MATERIALIZED (%s) SELECT * FROM found LIMIT %d"
        .formatted(list + order(query.sort().key().column, FEW), query.limit() + 1);
  }

  private String beyond(Place place) {
    Sort sort = query.sort();
    return "(%s, user_id) %s (%s, %s)"
        .formatted(
            sort.key().column,
            sort.descending() ? "<" : ">",
            parameter(place.key(), sort.key().type),
            parameter(place.userId(), "uuid"));
  }

  /** PostgreSQL has no text with a NUL, so nothing that it stores can be meant. */
  private String text(String value) {
    return parameter(value.replace('\u0000', '\uFFFD'), "text");
  }

  private String parameter(String value, String type) {
    parameters.add(value);
    return "?::" + type;
  }
}
