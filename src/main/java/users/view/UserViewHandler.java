package users.view;

import akka.Done;
import akka.projection.jdbc.javadsl.JdbcHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.email.Holding;
import users.infrastructure.DatabaseSession;
import users.journal.FeedBatch;
import users.journal.JournalEvent;
import users.view.RowUpdate.Outcome;

/** Brings a batch of events into the table, and what it says of addresses into the claims. */
final class UserViewHandler extends JdbcHandler<FeedBatch, DatabaseSession> {
  /** The table that is shown. */
  static final String TABLE = "user_view_1";

  private static final Logger log = LoggerFactory.getLogger(UserViewHandler.class);

  private final String table;
  private final SettleClaims claims;
  private final LongAdder holes;

  /**
   * @param holes counts the changes that came without the events before them
   */
  UserViewHandler(String table, SettleClaims claims, LongAdder holes) {
    this.table = table;
    this.claims = claims;
    this.holes = holes;
  }

  @Override
  public void process(DatabaseSession session, FeedBatch batch) throws Exception {
    session.withConnection(
        connection -> {
          apply(connection, batch.events());
          return Done.getInstance();
        });
  }

  void apply(Connection connection, List<JournalEvent> events) throws SQLException {
    List<UserChange> changes = UserChange.of(events);
    Map<Outcome, Set<String>> outcomes = RowUpdate.apply(connection, table, changes);
    report(those(changes, outcomes.get(Outcome.HOLE)));
    settle(connection, those(changes, outcomes.get(Outcome.APPLIED)));
  }

  /** Brings users in, of whom these are all events and the table has none. */
  void insert(Connection connection, List<JournalEvent> events) throws SQLException {
    Map<Boolean, List<UserChange>> users =
        UserChange.of(events).stream().collect(Collectors.partitioningBy(UserChange::isWhole));
    RowUpdate.insert(connection, table, users.get(true));
    report(users.get(false));
    settle(connection, users.get(true));
  }

  private static List<UserChange> those(List<UserChange> changes, Set<String> userIds) {
    return changes.stream().filter(change -> userIds.contains(change.userId())).toList();
  }

  private void settle(Connection connection, List<UserChange> changes) throws SQLException {
    List<Holding> holdings =
        changes.stream().map(UserChange::holding).flatMap(Optional::stream).toList();
    claims.settle(connection, holdings);
  }

  private void report(List<UserChange> incomplete) {
    for (UserChange change : incomplete) {
      holes.increment();
      log.error(
          "User {}: the view misses events before version {}; rebuild it",
          change.userId(),
          change.firstVersion());
    }
  }
}
