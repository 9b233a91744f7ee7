package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.domain.User.Status;

/**
 * Whichever way finds a page of a search, be it among the next users, by gathering who matches or
 * along the whole list, the pages together are who matches, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchWaysIT {
  private static final int USERS = 26_000;
  private static final String IS_NEWS = "user_id::text LIKE '%7'";
  private static final Comparator<UserRow> BY_ID = Comparator.comparing(UserRow::userId);

  private final ListUnderTest it = new ListUnderTest();
  private Map<String, UserRow> all;

  record Search(String q, Optional<Status> status, String sort) {}

  /**
   * Of who does not match, more are at the beginning of a list by e-mail than are looked at first.
   */
  @BeforeAll
  void fill() {
    ManyUsers.insert(it.test, USERS);
    it.test.execute(
        "UPDATE user_view_1 SET email = '0' || user_id || '@elsewhere.org',"
            + " email_folded = '0' || user_id || '@elsewhere.org',"
            + " email_key = '0' || user_id || '@elsewhere.org' WHERE created_at < '2026-01-01T00:40Z'");
    ManyUsers.bringInWords(it.test);
    someAreNews();
    it.test.execute("VACUUM ANALYZE user_view_1, user_view_1_words, user_view_1_news");
    all = ViewRows.all(it.test);
  }

  @AfterAll
  void close() {
    it.close();
  }

  static Stream<Search> searches() {
    return Stream.of("createdAt", "-updatedAt", "lastName", "email", "-email")
        .flatMap(
            sort ->
                Stream.of(
                    new Search("example", Optional.empty(), sort),
                    new Search("jon. example", Optional.empty(), sort),
                    new Search("elsewhere", Optional.empty(), sort),
                    new Search("lin", Optional.of(Status.ACTIVE), sort),
                    new Search("example", Optional.of(Status.SUSPENDED), sort),
                    new Search("nobody", Optional.empty(), sort)));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void allPagesTogetherAreWhoMatchesInOrder(Search search) {
    List<UserRow> expected =
        all.values().stream().filter(row -> matches(row, search)).sorted(order(search)).toList();

    var query =
        new Query(
            100,
            Optional.empty(),
            Optional.of(search.q()),
            Optional.empty(),
            search.status(),
            Sort.parse(search.sort()).orElseThrow());

    assertThat(it.walk(query, () -> {})).isEqualTo(expected);
  }

  /** Some are another than the table of words still says. */
  private void someAreNews() {
    it.test.execute(
        "INSERT INTO user_view_1_news SELECT user_id FROM user_view_1 WHERE " + IS_NEWS);
    it.test.execute(
        "UPDATE user_view_1_words SET search = ' no ' || left(search, 4) || ' body@example.com',"
            + " status = 'suspended', last_name_folded = 'no', email_key = 'a', created_at = now(),"
            + " updated_at = now()"
            + " WHERE "
            + IS_NEWS);
    it.test.execute(
        "UPDATE user_view_1_words SET search = ' nobody' WHERE user_id::text LIKE '%77'");
  }

  private static boolean matches(UserRow row, Search search) {
    String words = row.firstName() + " " + row.lastName() + " " + row.email();
    return Stream.of(search.q().split(" ")).allMatch(Folding.fold(words)::contains)
        && search.status().map(row.status()::equals).orElse(true);
  }

  private static Comparator<UserRow> order(Search search) {
    Comparator<UserRow> order = key(search.sort().replace("-", "")).thenComparing(BY_ID);
    return search.sort().startsWith("-") ? order.reversed() : order;
  }

  private static Comparator<UserRow> key(String sort) {
    return switch (sort) {
      case "createdAt" -> Comparator.comparing(UserRow::createdAt);
      case "updatedAt" -> Comparator.comparing(UserRow::updatedAt);
      case "lastName" -> Comparator.comparing(row -> Folding.fold(row.lastName()));
      default -> Comparator.comparing(row -> Folding.fold(row.email()));
    };
  }
}
