package users.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import users.domain.User.Status;
import users.infrastructure.TestDatabase;

/** From stored events to the list, through the running projection. */
class UserViewIT {
  private static final int USERS = 2000;

  private ViewUnderTest it;

  @BeforeEach
  void start() {
    it = new ViewUnderTest(TestDatabase.create());
  }

  @AfterEach
  void stop() {
    it.close();
  }

  @Test
  void whatIsStoredIsListed() {
    StoredEvents.createAndWelcome(it.test, 1, USERS);
    it.journal.nudge();
    awaitNoLag();

    assertThat(ViewRows.all(it.test)).hasSize(USERS);
    assertThat(ViewRows.all(it.test).values())
        .allSatisfy(row -> assertThat(row.welcomed()).isTrue())
        .allSatisfy(row -> assertThat(row.version()).isEqualTo(2));
    assertThat(find(1).map(UserRow::status)).contains(Status.ACTIVE);
    assertThat(it.view.find("no id").toCompletableFuture().join()).isEmpty();
    assertThat(it.view.holes()).isZero();
  }

  @Test
  void anEventThatIsHeldBackIsCountedUntilItIsListed() throws SQLException {
    StoredEvents.createAndWelcome(it.test, 1, 1);
    it.journal.nudge();
    awaitNoLag();

    try (Connection older = it.test.connection()) {
      older.setAutoCommit(false);
      older.createStatement().execute("SELECT pg_current_xact_id()");
      StoredEvents.createAndWelcome(it.test, 2, 2);
      it.journal.nudge();
      await().until(() -> it.lag().seconds() > 0.2);
      assertThat(it.lag().events()).isEqualTo(2);
      older.commit();
    }

    awaitNoLag();
    assertThat(it.lag()).isEqualTo(new Lag(0, 0));
    assertThat(find(2)).isPresent();
  }

  @Test
  void twoClustersOnOneDatabaseByMistakeEndInTheRightView() {
    try (var other = new ViewUnderTest(it.test)) {
      for (int from = 1; from < USERS; from += 100) {
        StoredEvents.createAndWelcome(it.test, from, from + 99);
        it.journal.nudge();
        other.journal.nudge();
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(ViewRows.all(it.test).values())
                      .hasSize(USERS)
                      .allSatisfy(row -> assertThat(row.version()).isEqualTo(2))
                      .allSatisfy(row -> assertThat(row.welcomed()).isTrue()));
      assertThat(it.view.holes() + other.view.holes()).isZero();
    }
  }

  private Optional<UserRow> find(int number) {
    return it.view.find(StoredEvents.userId(number)).toCompletableFuture().join();
  }

  private void awaitNoLag() {
    await().atMost(Duration.ofMinutes(1)).until(() -> it.lag().events() == 0);
  }
}
