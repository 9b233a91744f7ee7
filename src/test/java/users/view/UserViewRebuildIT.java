package users.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.projection.ProjectionId;
import akka.projection.javadsl.ProjectionManagement;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.email.Claim;
import users.infrastructure.TestDatabase;
import users.journal.SliceRange;
import users.view.RebuildStatus.Phase;

/** The read side is filled anew while it is shown and written to. */
class UserViewRebuildIT {
  private static final int USERS = 10_000;
  private static final int MORE_THAN_A_PAGE = 4_999;
  private static final String INDEXES =
      "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'user_view%' ORDER BY 1";

  private static final String RIGHT =
      "SELECT user_id, search, status, last_name_folded, email_key, created_at, updated_at"
          + " FROM user_view_1 WHERE search IS NOT NULL";

  private static final String WRONG_WORDS =
      "("
          + RIGHT
          + " EXCEPT TABLE user_view_1_words)"
          + " UNION ALL (TABLE user_view_1_words EXCEPT "
          + RIGHT
          + ")";

  private static final String LEFT_BEHIND =
      "SELECT relname FROM pg_class WHERE relname LIKE 'user_view_1_next%'";

  private static final String CLAIMS =
      "SELECT email || ' ' || user_id FROM email_claim WHERE email IS NOT NULL ORDER BY email";

  private ViewUnderTest it;

  @BeforeEach
  void start() {
    it = new ViewUnderTest(TestDatabase.create());
    StoredEvents.createAndWelcome(it.test, 1, USERS);
    it.journal.nudge();
    awaitNoLag();
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void whatIsWrongIsMendedAndWhatIsMissingIsThereAgain() throws SQLException {
    StoredEvents.update(it.test, 77, MORE_THAN_A_PAGE);
    StoredEvents.delete(it.test, 88, 3);
    it.journal.nudge();
    awaitNoLag();
    Map<String, UserRow> right = ViewRows.all(it.test);
    List<String> indexes = texts(INDEXES);
    List<String> claims = texts(CLAIMS);
    it.test.execute("UPDATE user_view_1 SET last_name = 'Wrong', status = 'suspended'");
    it.test.execute("DELETE FROM user_view_1 WHERE user_id::text LIKE '%7'");
    it.test.execute("UPDATE user_view_1_words SET search = ' wrong', status = 'wrong'");
    it.test.execute("DELETE FROM email_claim WHERE user_id::text LIKE '%7'");

    assertThat(begin()).isTrue();

    awaitPhase(Phase.DONE);
    assertThat(ViewRows.all(it.test)).isEqualTo(right);
    assertThat(texts(INDEXES)).isEqualTo(indexes);
    assertThat(texts("SELECT user_id FROM user_view_1 WHERE status = 'deleted'"))
        .containsExactly(StoredEvents.userId(88));
    assertThat(texts(CLAIMS)).isEqualTo(claims).hasSize(USERS - 1);
    awaitNoWrongWords();
    assertThat(it.view.rebuild().status().events()).isEqualTo(2 * USERS + MORE_THAN_A_PAGE + 1);
    assertThat(it.view.holes()).isZero();
  }

  @Test
  void whatIsStoredMeanwhileIsNotLost() {
    assertThat(begin()).isTrue();
    int stored = USERS;
    while (!isOver()) {
      StoredEvents.createAndWelcome(it.test, stored + 1, stored + 20);
      stored += 20;
      it.journal.nudge();
      assertThat(ViewRows.all(it.test)).hasSizeGreaterThanOrEqualTo(USERS);
    }
    awaitPhase(Phase.DONE);
    StoredEvents.createAndWelcome(it.test, stored + 1, stored + 20);
    it.journal.nudge();
    awaitNoLag();

    assertThat(ViewRows.all(it.test).values())
        .hasSize(stored + 20)
        .allSatisfy(row -> assertThat(row.version()).isEqualTo(2))
        .allSatisfy(row -> assertThat(row.welcomed()).isTrue());
    awaitNoWrongWords();
    assertThat(it.view.holes()).isZero();
  }

  @Test
  void whoeverSearchesMeanwhileMissesNobody() {
    assertThat(begin()).isTrue();
    while (!isOver()) {
      // Four at a time; who asks for the same page would share it.
      List<CompletableFuture<Page>> pages =
          IntStream.rangeClosed(1, 4).mapToObj(limit -> search("riberma17", limit)).toList();
      assertThat(pages)
          .allSatisfy(
              page -> assertThat(ids(page.join())).containsExactly(StoredEvents.userId(17)));
    }
    awaitPhase(Phase.DONE);
    assertThat(ids(search("riberma17", 1).join())).containsExactly(StoredEvents.userId(17));
  }

  @Test
  void anAddressThatGoesFromUserToUserMeanwhileIsTheLastOnes() throws SQLException {
    int holder = USERS;
    take(holder, "shared@example.com");

    assertThat(begin()).isTrue();
    while (!isOver()) {
      StoredEvents.delete(it.test, holder, 4);
      // Downwards: a rebuild reads who takes it before who leaves it.
      holder--;
      take(holder, "shared@example.com");
      it.journal.nudge();
    }
    awaitPhase(Phase.DONE);
    awaitNoLag();

    assertThat(texts("SELECT user_id FROM user_view WHERE email = 'shared@example.com'"))
        .containsExactly(StoredEvents.userId(holder));
    assertThat(texts(CLAIMS))
        .contains("shared@example.com " + StoredEvents.userId(holder))
        .hasSize(holder);
    assertThat(it.claims.conflicts()).isZero();
    assertThat(it.view.holes()).isZero();
  }

  @Test
  void anAddressIsFreeWhoseUserTheRebuildHasSeenOffBeforeTheProjection() throws SQLException {
    var projections = ProjectionManagement.get(it.testKit.system());
    for (SliceRange part : UserViewProjection.parts(it.testKit.system())) {
      projections
          .pause(ProjectionId.of(UserView.PROJECTION, part.name()))
          .toCompletableFuture()
          .join();
    }
    StoredEvents.delete(it.test, 88, 3);

    assertThat(begin()).isTrue();

    awaitPhase(Phase.DONE);
    assertThat(texts(CLAIMS)).hasSize(USERS - 1);
  }

  @Test
  void onlyOneIsUnderWayOnAllNodes() throws SQLException {
    try (Connection otherNode = it.test.connection()) {
      assertThat(new NextTable(otherNode).lock()).isTrue();

      assertThat(begin()).isFalse();
    }

    await().until(this::begin);
    awaitPhase(Phase.DONE);
  }

  @Test
  void whereItFailsAllIsAsItWas() {
    Map<String, UserRow> before = ViewRows.all(it.test);
    it.test.execute("CREATE VIEW report AS SELECT count(*) FROM user_view_1");

    assertThat(begin()).isTrue();

    awaitPhase(Phase.FAILED);
    assertThat(ViewRows.all(it.test)).isEqualTo(before);
    await().until(() -> texts(LEFT_BEHIND).isEmpty());
    it.test.execute("DROP VIEW report");
    await().until(this::begin);
    awaitPhase(Phase.DONE);
    assertThat(ViewRows.all(it.test)).isEqualTo(before);
  }

  /** As a command does: first the claim, then the event. */
  private void take(int number, String email) {
    String commandId = StoredEvents.moveId(number, 3);
    assertThat(claim(email, StoredEvents.userId(number), commandId)).isInstanceOf(Claim.Held.class);
    StoredEvents.move(it.test, number, 3, email);
  }

  private Claim claim(String email, String userId, String commandId) {
    return it.claims.claim(email, userId, commandId, Optional.empty()).toCompletableFuture().join();
  }

  private boolean isOver() {
    return Set.of(Phase.DONE, Phase.FAILED).contains(it.view.rebuild().status().phase());
  }

  private CompletableFuture<Page> search(String words, int limit) {
    Optional<String> none = Optional.empty();
    var query = new Query(limit, none, Optional.of(words), none, Optional.empty(), Sort.DEFAULT);
    try {
      return it.view.list(query).toCompletableFuture();
    } catch (InvalidCursor e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> ids(Page page) {
    return page.items().stream().map(UserRow::userId).toList();
  }

  private boolean begin() {
    return it.view.rebuild().begin().toCompletableFuture().join();
  }

  private void awaitPhase(Phase phase) {
    await().atMost(Duration.ofMinutes(1)).until(() -> it.view.rebuild().status().phase() == phase);
  }

  private void awaitNoLag() {
    await().atMost(Duration.ofMinutes(1)).until(() -> it.lag().events() == 0);
  }

  private void awaitNoWrongWords() {
    await().untilAsserted(() -> assertThat(texts(WRONG_WORDS)).isEmpty());
  }

  private List<String> texts(String query) throws SQLException {
    try (Connection connection = it.test.connection();
        var rows = connection.createStatement().executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }
}
