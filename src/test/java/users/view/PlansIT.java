package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.domain.User.Status;
import users.infrastructure.TestDatabase;

/** Each documented query reads little more than its page, be it the first page or the last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansIT {
  private static final int USERS = 100_000;
  private static final int LIMIT = 20;

  /** Each of the two statuses may read a page and one row. */
  private static final int MOST_ROWS_SORTED = 2 * (LIMIT + 1);

  /** A search looks at 50 for each of a page first, here of each of the two statuses. */
  private static final int NEXT_USERS = 2 * 50 * (LIMIT + 1);

  private static final int MOST_MATCHES = 100;

  private static final Pattern SORTED = Pattern.compile("-> +Sort .*actual time=\\S+ rows=(\\d+)");
  private static final Pattern SCANNED =
      Pattern.compile("Scan .*on (user_view_1\\w*) .*actual time=\\S+ rows=(\\d+) loops=(\\d+)\\)");
  private static final Pattern ROWS = Pattern.compile("actual time=\\S+ rows=(\\d+)");
  private static final Pattern REMOVED = Pattern.compile("Rows Removed by Filter: (\\d+)");

  private final TestDatabase test = TestDatabase.create();

  record Expected(Query query, String index) {}

  @BeforeAll
  void fill() {
    ManyUsers.insert(test, USERS);
    test.execute("VACUUM ANALYZE user_view_1, user_view_1_words");
  }

  @AfterAll
  void close() {
    test.close();
  }

  static Stream<Expected> lists() {
    return Stream.of(
            new Expected(sorted("createdAt"), "user_view_1_created_at"),
            new Expected(sorted("updatedAt"), "user_view_1_updated_at"),
            new Expected(sorted("lastName"), "user_view_1_last_name"),
            new Expected(sorted("email"), "user_view_1_email"))
        .flatMap(list -> Stream.of(list, descending(list)))
        .flatMap(list -> Stream.concat(Stream.of(list), ofEachStatus(list)));
  }

  static Stream<Expected> rareMatches() {
    return Stream.of("createdAt", "-updatedAt", "lastName", "-email")
        .flatMap(
            sort ->
                Stream.of(
                    new Expected(search(sort, "9876"), "user_view_1_words_search"),
                    new Expected(search(sort, "ann 9876"), "user_view_1_words_search"),
                    new Expected(search(sort, "nobody"), "user_view_1_words_search"),
                    new Expected(search(sort, "zz"), "user_view_1_words_search"),
                    new Expected(search(sort, "иван"), "user_view_1_words_search"),
                    new Expected(search(sort, "@"), "user_view_1_words_odd"),
                    new Expected(search(sort, "%a"), "user_view_1_words_odd"),
                    new Expected(search(sort, "..."), "user_view_1_words_odd"),
                    new Expected(email(sort), "user_view_1_email")));
  }

  static Stream<Query> frequentMatches() {
    return Stream.of("a", "an", "ann", "example", "com")
        .flatMap(q -> Stream.of(search("createdAt", q), search("-lastName", q)));
  }

  /**
   * All Eve.Ma… are together in the order of e-mail, and 1.4 % of all; a tenth are Jon, at its end.
   */
  static Stream<Query> matchesInOnePlace() {
    return Stream.of(
        search("email", "e.m"),
        search("-email", "e.m"),
        search("email", "jon."),
        search("-email", "ann."));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListIsReadFromItsIndex(Expected list) throws SQLException {
    for (Optional<Place> after : firstAndLastPage(list.query())) {
      String plan = explain(list.query(), after);

      assertThat(plan).contains(list.index()).doesNotContain("Seq Scan", "Bitmap");
      assertThat(rowsSorted(plan)).as(plan).isLessThanOrEqualTo(MOST_ROWS_SORTED);
    }
  }

  @ParameterizedTest
  @MethodSource("rareMatches")
  void whatIsRareIsFoundByItsIndex(Expected search) throws SQLException {
    String plan = explain(search.query(), Optional.empty());

    assertThat(plan).contains(search.index());
    assertThat(rowsRead(plan, "user_view_1_words")).as(plan).isLessThanOrEqualTo(MOST_MATCHES);
    assertThat(rowsRead(plan, "user_view_1"))
        .as(plan)
        .isLessThanOrEqualTo(NEXT_USERS + MOST_MATCHES);
  }

  @ParameterizedTest
  @MethodSource("frequentMatches")
  void whatIsFrequentIsMetInOrder(Query search) throws SQLException {
    String plan = explain(search, Optional.empty());

    assertThat(plan).doesNotContain("user_view_1_words");
    assertThat(rowsRead(plan, "user_view_1")).as(plan).isLessThanOrEqualTo(NEXT_USERS);
    assertThat(rowsSorted(plan)).as(plan).isLessThanOrEqualTo(MOST_ROWS_SORTED);
  }

  @ParameterizedTest
  @MethodSource("matchesInOnePlace")
  void aSearchReadsWhoMatchesAndNotTheListUpToThem(Query search) throws SQLException {
    String plan = explain(search, Optional.empty());

    assertThat(plan).contains("Bitmap Index Scan on user_view_1_words_search");
    assertThat(rowsRead(plan, "user_view_1")).as(plan).isLessThanOrEqualTo(NEXT_USERS + LIMIT + 1);
  }

  /** The last page begins at the last but ten. */
  private Iterable<Optional<Place>> firstAndLastPage(Query query) throws SQLException {
    String key = query.sort().key().column;
    String end = query.sort().descending() ? "" : " DESC";
    String sql =
        "SELECT %s, user_id FROM user_view ORDER BY %s%s, user_id%s OFFSET 10 LIMIT 1"
            .formatted(key, key, end, end);
    try (Connection connection = test.connection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      var last = new Place(row.getString(1), row.getString(2));
      return List.of(Optional.empty(), Optional.of(last));
    }
  }

  /** The plans of the statements that are needed for the page. */
  private String explain(Query query, Optional<Place> after) throws SQLException {
    var plan = new StringBuilder();
    int found = 0;
    for (PageStatement statement : PageStatements.of(query, after)) {
      if (found <= LIMIT) {
        List<String> lines = explain(statement);
        found = rows(lines.get(0));
        lines.stream()
            .filter(line -> !line.contains("(never executed)"))
            .forEach(line -> plan.append(line).append('\n'));
      }
    }
    return plan.toString();
  }

  private List<String> explain(PageStatement page) throws SQLException {
    var explained =
        new PageStatement("EXPLAIN ANALYZE " + page.sql(), page.parameters(), page.keepsPlan());
    try (Connection connection = test.connection();
        PreparedStatement statement = explained.prepare(connection);
        ResultSet plan = statement.executeQuery()) {
      var lines = new ArrayList<String>();
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
      return lines;
    }
  }

  private static int rows(String node) {
    Matcher rows = ROWS.matcher(node);
    assertThat(rows.find()).as(node).isTrue();
    return Integer.parseInt(rows.group(1));
  }

  /** Those of a table that were looked at, be they wanted or not. */
  private static long rowsRead(String plan, String table) {
    return Stream.of(plan.split("->")).mapToLong(node -> rowsReadBy(node, table)).sum();
  }

  private static long rowsReadBy(String node, String table) {
    Matcher scan = SCANNED.matcher(node);
    if (!scan.find() || !scan.group(1).equals(table)) {
      return 0;
    }
    Matcher removed = REMOVED.matcher(node);
    long unwanted = removed.find() ? Long.parseLong(removed.group(1)) : 0;
    return Long.parseLong(scan.group(3)) * (Long.parseLong(scan.group(2)) + unwanted);
  }

  private static int rowsSorted(String plan) {
    Matcher sorts = SORTED.matcher(plan);
    int most = 0;
    while (sorts.find()) {
      most = Math.max(most, Integer.parseInt(sorts.group(1)));
    }
    return most;
  }

  private static Expected descending(Expected list) {
    return new Expected(sorted("-" + list.query().sort()), list.index());
  }

  private static Stream<Expected> ofEachStatus(Expected list) {
    return Stream.of(Status.values())
        .map(
            status ->
                new Expected(
                    ListUnderTest.sorted(
                        LIMIT, Optional.of(status), list.query().sort().toString()),
                    list.index()));
  }

  private static Query sorted(String sort) {
    return ListUnderTest.sorted(LIMIT, Optional.empty(), sort);
  }

  private static Query search(String sort, String q) {
    return new Query(
        LIMIT,
        Optional.empty(),
        Optional.of(q),
        Optional.empty(),
        Optional.empty(),
        Sort.parse(sort).orElseThrow());
  }

  private static Query email(String sort) {
    return new Query(
        LIMIT,
        Optional.empty(),
        Optional.empty(),
        Optional.of("Jon.Mamama99999@example.com"),
        Optional.empty(),
        Sort.parse(sort).orElseThrow());
  }
}
