package users.view;

import static org.assertj.core.api.Assertions.assertThat;
import static users.view.Events.at;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import users.domain.User.Status;
import users.email.Holding;
import users.infrastructure.TestDatabase;
import users.journal.JournalEvent;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserViewHandlerIT {
  private final TestDatabase test = TestDatabase.create();
  private final List<Holding> settled = new ArrayList<>();
  private final LongAdder holes = new LongAdder();
  private final UserViewHandler handler =
      new UserViewHandler(
          UserViewHandler.TABLE, (connection, holdings) -> settled.addAll(holdings), holes);

  private Events ann = new Events(1);
  private Events bob = new Events(2);

  @AfterEach
  void empty() {
    test.execute("TRUNCATE user_view_1, user_view_1_news");
    settled.clear();
    holes.reset();
    ann = new Events(1);
    bob = new Events(2);
  }

  @AfterAll
  void close() {
    test.close();
  }

  @Test
  void oneBatchHoldsMuchOfTheLivesOfMany() {
    apply(
        ann.created("Ann", "Lee", "ann@example.com"),
        bob.created("Bob", "Ray", "bob@example.com"),
        ann.welcomed(),
        bob.suspended(),
        ann.email("ann@example.org"));

    assertThat(rows())
        .containsOnly(
            row(ann, "Ann", "Lee", "ann@example.org", Status.ACTIVE, true, 3),
            row(bob, "Bob", "Ray", "bob@example.com", Status.SUSPENDED, false, 2));
    assertThat(settled)
        .containsExactlyInAnyOrder(
            new Holding(ann.userId, Optional.of("ann@example.org"), 3, commands(1, 2, 3)),
            new Holding(bob.userId, Optional.of("bob@example.com"), 2, commands(1, 2)));
  }

  @Test
  void laterBatchesChangeOnlyWhatTheySay() {
    apply(ann.created("Ann", "Lee", "ann@example.com"), ann.suspended());
    settled.clear();

    apply(ann.lastName("Li"), ann.welcomed());
    assertThat(rows())
        .containsOnly(row(ann, "Ann", "Li", "ann@example.com", Status.SUSPENDED, true, 4));
    assertThat(settled).isEmpty();

    apply(ann.reactivated());
    assertThat(rows())
        .containsOnly(row(ann, "Ann", "Li", "ann@example.com", Status.ACTIVE, true, 5));
  }

  @Test
  void aBatchReadAgainChangesNothingAndSettlesNothing() {
    JournalEvent[] all = {
      ann.created("Ann", "Lee", "ann@example.com"), ann.lastName("Li"), ann.email("li@example.com")
    };
    apply(all);
    Map<String, UserRow> before = rows();
    settled.clear();

    apply(all[0], all[1]);
    apply(all[1], all[2]);

    assertThat(rows()).isEqualTo(before);
    assertThat(settled).isEmpty();
    assertThat(holes.sum()).isZero();
  }

  @Test
  void theDeletedStayDeletedAndLeaveNothingPersonal() throws SQLException {
    JournalEvent created = ann.created("Ann", "Lee", "ann@example.com");
    JournalEvent renamed = ann.email("li@example.com");
    apply(created, renamed);
    apply(ann.deleted());
    assertThat(settled.get(1)).isEqualTo(new Holding(ann.userId, Optional.empty(), 3, commands(3)));

    apply(created, renamed);
    apply(renamed);

    assertThat(rows()).isEmpty();
    try (Connection connection = test.connection();
        ResultSet left =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT num_nulls(VARIADIC ARRAY[first_name, last_name, email,"
                        + " first_name_folded, last_name_folded, email_folded, email_key])"
                        + " FROM user_view_1")) {
      left.next();
      assertThat(left.getInt(1)).isEqualTo(7);
    }
  }

  @Test
  void aWholeLifeInOneBatchLeavesATombstoneAndFreesItsAddresses() {
    JournalEvent created = ann.created("Ann", "Lee", "ann@example.com");
    apply(created, ann.email("li@example.com"), ann.deleted());
    apply(created);

    assertThat(rows()).isEmpty();
    assertThat(settled)
        .containsExactly(new Holding(ann.userId, Optional.empty(), 3, commands(1, 2, 3)));
  }

  @Test
  void missingEventsAreCountedAndWhatIsKnownIsShown() {
    apply(ann.created("Ann", "Lee", "ann@example.com"));
    ann.lost();
    bob.lost();

    apply(ann.lastName("Li"), bob.lastName("Ray"));

    assertThat(holes.sum()).isEqualTo(2);
    assertThat(rows())
        .containsOnly(row(ann, "Ann", "Li", "ann@example.com", Status.ACTIVE, false, 3));
  }

  @Test
  void whatPostgresCannotStoreStopsNothing() {
    String widest = "\uFDFA".repeat(100);
    apply(ann.created("A\u0000nn", widest, "ann@example.com"));

    assertThat(rows())
        .containsOnly(row(ann, "A\uFFFDnn", widest, "ann@example.com", Status.ACTIVE, false, 1));
  }

  private void apply(JournalEvent... events) {
    test.database()
        .transaction(
            connection -> {
              handler.apply(connection, List.of(events));
              return events.length;
            })
        .toCompletableFuture()
        .join();
  }

  private Map<String, UserRow> rows() {
    return ViewRows.all(test);
  }

  private static Map.Entry<String, UserRow> row(
      Events user,
      String first,
      String last,
      String email,
      Status status,
      boolean welcomed,
      long version) {
    return Map.entry(
        user.userId,
        new UserRow(
            user.userId, first, last, email, status, welcomed, version, at(1), at(version)));
  }

  private static Set<String> commands(int... versions) {
    return Arrays.stream(versions).mapToObj(v -> "command-" + v).collect(Collectors.toSet());
  }
}
