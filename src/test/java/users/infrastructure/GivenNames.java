package users.infrastructure;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Grants each what bears its own name. */
final class GivenNames implements Reservations<String> {
  static final JournalInsert<String> INSERT = new JournalInsert<>(new GivenNames());

  @Override
  public Optional<String> neededBy(String persistenceId, Object event) {
    return Optional.empty();
  }

  @Override
  public String sql() {
    return "granted AS (SELECT unnest(?::text[]) AS persistence_id)";
  }

  @Override
  public int bind(PreparedStatement statement, List<String> needed) throws SQLException {
    new ArrayParameters<>(statement, needed).set(1, "text", name -> name);
    return 1;
  }
}
