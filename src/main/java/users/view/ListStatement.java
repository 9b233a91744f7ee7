package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGStatement;
import users.domain.EmailAddress;
import users.domain.User;

/**
 * The SQL of a query: reads the wanted page and one row more from an index, whatever the page, or
 * those who match a search, if they are few.
 */
final class ListStatement {
  /**
   * As many who match are gathered and sorted; of more, some are soon met along most lists. There
   * is a number even at the moment when a rebuild exchanges the table.
   */
  private static final String FEW =
      "few AS MATERIALIZED (SELECT greatest(2000, max(reltuples) / 50)::bigint AS few"
          + " FROM pg_class WHERE oid = to_regclass('user_view_1'))";

  /** The condition of the index {@code user_view_1_words_odd}. */
  private static final String ODD_WORDS = "search ~ ' [^[:alnum:]]'";

  private static final String ARE_FEW = "(SELECT count(*) FROM hit) <= (SELECT few FROM few)";

  private final Query query;
  private final Optional<Place> after;
  private final List<String> patterns;
  private final SqlParameters parameters = new SqlParameters();
  private final String sql;

  ListStatement(Query query, Optional<Place> after) {
    this.query = query;
    this.after = after;
    this.patterns = query.q().map(Folding::patterns).orElse(List.of());
    this.sql = patterns.isEmpty() ? merged(lists().toList()) : search();
  }

  String sql() {
    return sql;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    return prepare(connection, sql);
  }

  PreparedStatement prepare(Connection connection, String text) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    if (!patterns.isEmpty()) {
      // The best plan depends on the words: never keep one.
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    parameters.bind(statement);
    return statement;
  }

  /**
   * The table of words tells who matches, but for users whose words are news to it; read in one
   * statement with the users, the two miss nobody. If those who match are few, they are gathered
   * and sorted; else the lists are read until enough have been met.
   */
  private String search() {
    String hits = hits();
    String few =
        list(
            "status IN (" + statuses().collect(Collectors.joining(", ")) + ")",
            ARE_FEW,
            "user_id IN (SELECT user_id FROM hit UNION ALL SELECT user_id FROM user_news)");
    return hits + merged(Stream.concat(Stream.of(few), lists("NOT " + ARE_FEW)).toList());
  }

  private String hits() {
    List<String> conditions = matches();
    if (patterns.stream().anyMatch(Folding::isOdd)) {
      conditions.add(ODD_WORDS);
    }
    return "WITH %s, hit AS MATERIALIZED (SELECT user_id FROM user_words WHERE %s LIMIT %s) "
        .formatted(FEW, String.join(" AND ", conditions), "(SELECT few + 1 FROM few)");
  }

  private List<String> matches() {
    return patterns.stream()
        .map(pattern -> "search LIKE " + parameters.text(pattern))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The first page of several lists is among their first pages. */
  private String merged(List<String> lists) {
    return lists.size() == 1
        ? lists.get(0)
        : "(" + String.join(") UNION ALL (", lists) + ")" + order("sort_key");
  }

  private Stream<String> statuses() {
    return query
        .status()
        .map(Stream::of)
        .orElseGet(() -> Arrays.stream(User.Status.values()))
        .map(status -> "'" + status.name().toLowerCase(Locale.ROOT) + "'");
  }

  /** A list for each status, as each index has one. */
  private Stream<String> lists(String... conditions) {
    return statuses()
        .map(
            status ->
                list(
                    Stream.concat(Stream.of("status = " + status), Arrays.stream(conditions))
                        .toArray(String[]::new)));
  }

  private String list(String... conditions) {
    var all = new ArrayList<>(List.of(conditions));
    query
        .email()
        .ifPresent(email -> all.add("email_key = " + parameters.text(EmailAddress.key(email))));
    all.addAll(matches());
    after.ifPresent(place -> all.add(beyond(place)));
    String key = query.sort().key().column;
    return "SELECT "
        + RowReader.COLUMNS
        + ", "
        + key
        + " AS sort_key FROM user_view WHERE "
        + String.join(" AND ", all)
        + order(key);
  }

  /** The limit is spelt out: with a parameter the planner reckons with a tenth of the table. */
  private String order(String key) {
    String direction = query.sort().descending() ? " DESC" : "";
    return " ORDER BY %s%s, user_id%s LIMIT %d"
        .formatted(key, direction, direction, query.limit() + 1);
  }

  private String beyond(Place place) {
    Sort sort = query.sort();
    return "(%s, user_id) %s (%s, %s)"
        .formatted(
            sort.key().column,
            sort.descending() ? "<" : ">",
            parameters.add(place.key(), sort.key().type),
            parameters.add(place.userId(), "uuid"));
  }
}
