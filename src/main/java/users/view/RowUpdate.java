package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import users.domain.EmailAddress;
import users.domain.ProfileChange;

/** Writes changes to the table: one statement, however many they are. */
final class RowUpdate {
  private static final String APPLY = SqlFile.read("apply-changes.sql");
  private static final String INSERT = SqlFile.read("insert-users.sql");

  /** What became of a user's change; more than one may be true. */
  enum Outcome {
    /** The row is as new as the change now. */
    APPLIED,
    /** The row misses events from before the change, or is missing itself. */
    HOLE
  }

  private final Connection connection;
  private final List<UserChange> changes;
  private final PreparedStatement statement;
  private int parameter;

  private RowUpdate(Connection connection, List<UserChange> changes, PreparedStatement statement) {
    this.connection = connection;
    this.changes = changes;
    this.statement = statement;
  }

  /** Which users' changes came out how. */
  static Map<Outcome, Set<String>> apply(
      Connection connection, String table, List<UserChange> changes) throws SQLException {
    try (PreparedStatement statement = prepare(connection, APPLY, table, changes)) {
      return outcomes(statement.executeQuery());
    }
  }

  /** Whole users, none of whom is in the table; fails otherwise. */
  static void insert(Connection connection, String table, List<UserChange> users)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, INSERT, table, users)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, String table, List<UserChange> changes)
      throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(sql.replace(UserViewHandler.TABLE, table));
    new RowUpdate(connection, changes, statement).setColumns();
    return statement;
  }

  private void setColumns() throws SQLException {
    column("uuid", UserChange::userId);
    column("bigint", UserChange::firstVersion);
    column("bigint", UserChange::version);
    column("text", change -> change.status().map(RowStatus::text).orElse(null));
    column("boolean", UserChange::welcomed);
    text(ProfileChange::firstName, Function.identity());
    text(ProfileChange::lastName, Function.identity());
    text(ProfileChange::email, Function.identity());
    text(ProfileChange::firstName, Folding::fold);
    text(ProfileChange::lastName, Folding::fold);
    text(ProfileChange::email, Folding::fold);
    text(ProfileChange::email, EmailAddress::key);
    column("timestamptz", change -> time(change, change.createdAt()));
    column("timestamptz", change -> time(change, Optional.of(change.updatedAt())));
  }

  /** PostgreSQL stores no NUL; one in an event would stop the projection there for ever. */
  private void text(Function<ProfileChange, Optional<String>> field, Function<String, String> form)
      throws SQLException {
    column(
        "text",
        change ->
            field
                .apply(change.profile())
                .map(value -> form.apply(value).replace('\u0000', '\uFFFD'))
                .orElse(null));
  }

  private void column(String type, Function<UserChange, Object> value) throws SQLException {
    Object[] values = changes.stream().map(value).toArray();
    statement.setArray(++parameter, connection.createArrayOf(type, values));
  }

  private static String time(UserChange change, Optional<Instant> time) {
    return change.isDeletion()
        ? null
        : time.map(at -> at.truncatedTo(ChronoUnit.MICROS).toString()).orElse(null);
  }

  private static Map<Outcome, Set<String>> outcomes(ResultSet rows) throws SQLException {
    var outcomes = new EnumMap<Outcome, Set<String>>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, new HashSet<>());
    }
    while (rows.next()) {
      outcomes.get(Outcome.valueOf(rows.getString(1))).add(rows.getString(2));
    }
    return outcomes;
  }
}
