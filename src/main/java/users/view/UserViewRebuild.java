package users.view;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionId;
import akka.projection.javadsl.ProjectionManagement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import users.infrastructure.Database;

/**
 * Fills the table from the first event again. Meanwhile the rows that are there are shown, each as
 * it was until its events come by.
 */
final class UserViewRebuild {
  private static final String FIRST = "00000000-0000-0000-0000-000000000000";

  /** What is deleted stays deleted, so tombstones keep their version. */
  private static final String FORGET =
      """
      WITH part AS (
        SELECT user_id FROM user_view_1 WHERE user_id > ?::uuid ORDER BY user_id LIMIT 5000
      ), forgotten AS (
        UPDATE user_view_1 v SET version = 0 FROM part
        WHERE v.user_id = part.user_id AND v.status <> 'deleted'
      )
      SELECT user_id FROM part ORDER BY user_id DESC LIMIT 1
      """;

  private final ProjectionManagement management;
  private final List<ProjectionId> parts;
  private final Database database;

  UserViewRebuild(ActorSystem<?> system, Database database) {
    this.management = ProjectionManagement.get(system);
    this.parts = UserViewProjection.parts(system).stream().map(UserViewProjection::id).toList();
    this.database = database;
  }

  /** Done when the first event is about to be read again. A rebuild that failed may be repeated. */
  CompletionStage<Done> start() {
    return all(management::pause)
        .thenCompose(paused -> forgetVersionsAfter(FIRST))
        .thenCompose(forgotten -> all(management::clearOffset))
        .thenCompose(cleared -> all(management::resume));
  }

  /** In small transactions, since a long one would hold back the feed of all. */
  private CompletionStage<Done> forgetVersionsAfter(String userId) {
    return database
        .call(connection -> forgetSome(connection, userId))
        .thenCompose(
            last ->
                last.isPresent()
                    ? forgetVersionsAfter(last.get())
                    : CompletableFuture.completedFuture(Done.getInstance()));
  }

  private static Optional<String> forgetSome(Connection connection, String after)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setString(1, after);
      ResultSet last = statement.executeQuery();
      return last.next() ? Optional.of(last.getString(1)) : Optional.empty();
    }
  }

  private CompletionStage<Done> all(Function<ProjectionId, CompletionStage<Done>> operation) {
    return parts.stream()
        .map(operation)
        .reduce((one, other) -> one.thenCombine(other, (done, also) -> done))
        .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance()));
  }
}
