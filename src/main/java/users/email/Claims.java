package users.email;

import akka.Done;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import users.infrastructure.Batcher;
import users.infrastructure.Database;

/** The stored claims as something to ask without waiting. */
record Claims(
    Database database,
    Duration lease,
    Batcher<ClaimRequest, Boolean> inserts,
    Batcher<Vacancy, Done> vacancies) {

  Claims(Database database, Duration lease) {
    this(
        database,
        lease,
        new Batcher<>(
            "email-claims",
            2,
            database::connection,
            (connection, requests) -> new ClaimTable(connection, lease).insert(requests)),
        new Batcher<>(
            "email-vacancies",
            1,
            database::connection,
            (connection, vacancies) -> new ClaimTable(connection, lease).vacate(vacancies)));
  }

  /** Whether the claim is the first of its address and of its command. */
  CompletionStage<Boolean> insert(ClaimRequest request) {
    return inserts.ask(request);
  }

  CompletionStage<Done> vacate(Vacancy vacancy) {
    return vacancies.ask(vacancy);
  }

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
