package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.domain.User;
import users.domain.User.Living;
import users.infrastructure.TestDatabase;
import users.journal.JournalEvent;

/** The same events processed by two at once, by mistake, in batches of their own, some twice. */
class TwoInstancesIT {
  private static final int USERS = 60;
  private static final int EVENTS = 1500;
  private static final int LARGEST_BATCH = 40;

  private final LongAdder holes = new LongAdder();
  private final UserViewHandler handler =
      new UserViewHandler(UserViewHandler.TABLE, (connection, holdings) -> {}, holes);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void endInTheRightView(long seed) {
    List<JournalEvent> journal = journal(new Random(seed));
    try (TestDatabase test = TestDatabase.create()) {
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> process(test, journal, new Random(-seed)));
      process(test, journal, new Random(seed + 1000));
      other.join();

      assertThat(ViewRows.all(test)).isEqualTo(expected(journal));
      assertThat(holes.sum()).isZero();
    }
  }

  private void process(TestDatabase test, List<JournalEvent> journal, Random random) {
    try (Connection connection = test.connection()) {
      connection.setAutoCommit(false);
      for (int from = 0; from < journal.size(); ) {
        int to = Math.min(journal.size(), from + 1 + random.nextInt(LARGEST_BATCH));
        if (commits(connection, journal.subList(from, to))) {
          from = random.nextInt(10) == 0 ? Math.max(0, from - LARGEST_BATCH) : to;
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A deadlock between the two ends one of the transactions; the projection repeats it. */
  private boolean commits(Connection connection, List<JournalEvent> batch) throws SQLException {
    try {
      handler.apply(connection, batch);
      connection.commit();
      return true;
    } catch (SQLException e) {
      connection.rollback();
      if (e.getSQLState().equals("40P01")) {
        return false;
      }
      throw e;
    }
  }

  private static List<JournalEvent> journal(Random random) {
    var users = new HashMap<Integer, Events>();
    var journal = new ArrayList<JournalEvent>();
    while (journal.size() < EVENTS) {
      int number = random.nextInt(USERS);
      if (!users.containsKey(number)) {
        users.put(number, new Events(number + journal.size() * USERS));
        journal.add(users.get(number).created("First", "Last", number + "@example.com"));
      } else if (random.nextInt(8) == 0) {
        journal.add(users.remove(number).deleted());
      } else {
        journal.add(change(users.get(number), random));
      }
    }
    return journal;
  }

  private static JournalEvent change(Events user, Random random) {
    int any = random.nextInt(1000);
    return switch (random.nextInt(6)) {
      case 0 -> user.welcomed();
      case 1 -> user.suspended();
      case 2 -> user.reactivated();
      case 3 -> user.email("user" + any + "@example.org");
      default -> user.lastName("Last" + any);
    };
  }

  private static Map<String, UserRow> expected(List<JournalEvent> journal) {
    Map<String, User> users = new HashMap<>();
    Map<String, UserRow> rows = new HashMap<>();
    for (JournalEvent event : journal) {
      User user = users.getOrDefault(event.userId(), new User.Absent()).after(event.event());
      users.put(event.userId(), user);
      if (user instanceof Living living) {
        rows.put(event.userId(), row(event, living));
      } else {
        rows.remove(event.userId());
      }
    }
    return rows;
  }

  private static UserRow row(JournalEvent last, Living user) {
    return new UserRow(
        last.userId(),
        user.profile().firstName(),
        user.profile().lastName(),
        user.profile().email(),
        user.status(),
        user.welcomed(),
        last.version(),
        user.createdAt(),
        user.updatedAt());
  }
}
