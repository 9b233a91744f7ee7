package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The table of words follows the users, and searches never see that it does so later. */
class WordsUpdateIT {
  private static final String WORDS =
      "SELECT right(user_id::text, 1), search FROM user_view_1_words";
  private static final String NEWS =
      "SELECT user_id::text, count(*) FROM user_view_1_news GROUP BY 1";

  private final ListUnderTest it = new ListUnderTest();
  private final WordsUpdate words = new WordsUpdate(it.test.database());
  private final Events ann = new Events(1);
  private final Events bob = new Events(2);

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void whatChangedIsBroughtInOnce() throws SQLException {
    it.apply(
        ann.created("Ann", "Lee", "ann@example.com"), bob.created("Bob", "Ray", "bob@example.com"));
    it.apply(ann.lastName("Li"));

    assertThat(broughtIn()).as("users").isEqualTo(2);

    assertThat(rows(WORDS))
        .isEqualTo(Map.of("1", " ann li ann@example.com", "2", " bob ray bob@example.com"));
    assertThat(rows(NEWS)).isEmpty();
    assertThat(broughtIn()).as("users, when none has changed").isZero();
  }

  @Test
  void whatListsAreFilteredAndSortedByIsBroughtInToo() throws SQLException {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    broughtIn();
    it.apply(ann.suspended());

    assertThat(broughtIn()).isEqualTo(1);

    assertThat(rows("SELECT status, extract(second FROM updated_at)::int FROM user_view_1_words"))
        .isEqualTo(Map.of("suspended", "2"));
  }

  @Test
  void aNameThatMovesFromOneFieldToTheOtherIsBroughtIn() throws SQLException {
    it.apply(ann.created("Ann Lee", "Ray", "ann@example.com"));
    broughtIn();
    it.apply(ann.updated(Optional.of("Ann"), Optional.of("Lee Ray"), Optional.empty()));

    broughtIn();

    assertThat(rows("SELECT right(user_id::text, 1), last_name_folded FROM user_view_1_words"))
        .isEqualTo(Map.of("1", "lee ray"));
  }

  @Test
  void theDeletedLeaveNoWords() throws SQLException {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    broughtIn();
    it.apply(ann.deleted());

    broughtIn();

    assertThat(rows(WORDS)).isEmpty();
  }

  @Test
  void searchesFindTheNewWordsAtOnceAndTheOldNoMore() {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    assertThat(found("lee")).containsExactly("Ann");
    broughtIn();
    assertThat(found("lee")).containsExactly("Ann");

    it.apply(ann.lastName("Li"));

    assertThat(found("lee")).isEmpty();
    assertThat(found("li")).containsExactly("Ann");
    broughtIn();
    assertThat(found("lee")).isEmpty();
    assertThat(found("li")).containsExactly("Ann");
  }

  @Test
  void moreThanATransactionHoldsAreAllBroughtIn() {
    for (int user = 1; user <= 1_100; user++) {
      it.apply(new Events(user).created("Ann", "Lee", "ann" + user + "@example.com"));
    }

    assertThat(broughtIn()).isEqualTo(1_100);
    assertThat(found("ann1099")).hasSize(1);
  }

  @Test
  void moreNewsThanAreGatheredAtOnceAreAllTaken() throws SQLException {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    it.test.execute(
        "INSERT INTO user_view_1_news SELECT user_id FROM user_view_1, generate_series(1, %d)"
            .formatted(2 * Words.GATHERED));

    broughtIn();

    assertThat(rows(NEWS)).isEmpty();
  }

  @Test
  void whileAnotherIsAtItNothingIsDone() throws SQLException {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    try (Connection other = it.test.connection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(Words.WAIT_FOR_LOCK);

      assertThat(broughtIn()).isZero();
      other.rollback();
    }

    assertThat(broughtIn()).isEqualTo(1);
  }

  @Test
  void afterAFailureTheNextLookDoesIt() {
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));
    it.test.execute("ALTER TABLE user_view_1_words RENAME TO elsewhere");
    assertThat(failure()).contains("user_view_1_words");
    it.test.execute("ALTER TABLE elsewhere RENAME TO user_view_1_words");

    assertThat(broughtIn()).isEqualTo(1);
  }

  @Test
  void withoutTheIndexAllElseIsDone() {
    it.test.execute("DROP INDEX user_view_1_words_search");
    it.apply(ann.created("Ann", "Lee", "ann@example.com"));

    assertThat(broughtIn()).isEqualTo(1);
    assertThat(found("lee")).containsExactly("Ann");
  }

  private int broughtIn() {
    return words.look().toCompletableFuture().join();
  }

  private String failure() {
    try {
      return "none, but " + broughtIn();
    } catch (CompletionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private List<String> found(String q) {
    return it.firstNames(ListUnderTest.search(q));
  }

  private Map<String, String> rows(String query) throws SQLException {
    var rows = new TreeMap<String, String>();
    try (Connection connection = it.test.connection();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getString(2));
      }
    }
    return rows;
  }
}
