package users.view;

import java.util.List;
import java.util.Optional;

/**
 * The SQL of a query: a page of a list is read from an index, whatever the page. To search, three
 * ways are taken in turn, as which is the shortest depends on the words: whoever is among the next
 * users of the list; if they are too few, all who match, sorted; if they are too many, whoever is
 * met along the whole list.
 */
final class PageStatements {
  /** Among so many for each of a page, the page is full if one of fifty matches. */
  private static final int NEXT_USERS = 50;

  /** The condition of the index {@code user_view_1_words_odd}. */
  private static final String ODD_WORDS = " AND search ~ ' [^[:alnum:]]'";

  /** To gather and sort as many takes less time than to walk to one of more may take. */
  private static final int MOST_GATHERED = 20_000;

  private static final String ARE_FEW = "(SELECT are_few FROM number)";

  /**
   * Who matches is told by the words, but for users of whom there is news; read in one statement
   * with the users, the two miss nobody. News come and go too fast for the planner to know how many
   * there are: NOT IN looks them up in a hash table, however few it reckons with. user_view is
   * named first, as a rebuild locks it first.
   */
  private static final String SEARCH =
      """
      WITH changed AS (
        SELECT user_id, %s AS sort_key
        FROM user_view
        WHERE %s%s AND user_id IN (SELECT user_id FROM user_news)
      ),
      hit AS MATERIALIZED (
        SELECT user_id, status, email_key, %s AS sort_key FROM user_words WHERE true%s LIMIT %d
      ),
      number AS MATERIALIZED (SELECT count(*) <= %d AS are_few FROM hit),
      found AS MATERIALIZED (
        SELECT user_id, sort_key
        FROM hit
        WHERE %s AND user_id NOT IN (SELECT user_id FROM user_news)
        UNION ALL
        SELECT user_id, sort_key FROM changed
        %s
      )
      (SELECT %s FROM user_view WHERE user_id IN (SELECT user_id FROM found) AND %s)
      UNION ALL
      (%s)
      %s
      """;

  private final Query query;
  private final Optional<Place> after;
  private final List<String> patterns;

  private PageStatements(Query query, Optional<Place> after) {
    this.query = query;
    this.after = after;
    this.patterns = query.q().map(Folding::patterns).orElse(List.of());
  }

  /** What to try in turn: the first that finds a full page has it, and the last always has. */
  static List<PageStatement> of(Query query, Optional<Place> after) {
    var statements = new PageStatements(query, after);
    return statements.patterns.isEmpty()
        ? List.of(statements.list())
        : List.of(statements.next(), statements.search());
  }

  private PageStatement list() {
    var list = new ListSql(query, after);
    return list.statement(list.first(list.size(), list.columns(), () -> ""), true);
  }

  private PageStatement next() {
    var list = new ListSql(query, after);
    String users = list.first(NEXT_USERS * list.size(), list.columns() + ", search", () -> "");
    String sql = "SELECT * FROM (" + users + ") AS user_row WHERE true" + list.matches(patterns);
    return list.statement(sql + list.order(), true);
  }

  private PageStatement search() {
    var list = new ListSql(query, after);
    String sql =
        SEARCH.formatted(
            list.key(),
            list.isListed(list.key()),
            list.matches(patterns),
            list.key(),
            list.matches(patterns) + oddWords(),
            MOST_GATHERED + 1,
            MOST_GATHERED,
            list.isListed("sort_key"),
            list.order(),
            list.columns(),
            ARE_FEW,
            list.first(
                list.size(), list.columns(), () -> list.matches(patterns) + " AND NOT " + ARE_FEW),
            list.order());
    return list.statement(sql, false);
  }

  private String oddWords() {
    return patterns.stream().anyMatch(Folding::isOdd) ? ODD_WORDS : "";
  }
}
