package users.email;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Database;

/** The stored claims as something to ask without waiting. */
record Claims(Database database, Duration lease) {

  <T> CompletionStage<T> ask(SqlQuestion<T> question) {
    return database.call(connection -> question.of(new ClaimTable(connection, lease)));
  }

  <T> CompletionStage<T> askAtOnce(SqlQuestion<T> question) {
    return database.transaction(connection -> question.of(new ClaimTable(connection, lease)));
  }

  /** One or more statements that belong together. */
  interface SqlQuestion<T> {
    T of(ClaimTable table) throws java.sql.SQLException;
  }
}
