package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseIT {
  private final TestDatabase test = TestDatabase.createEmpty();
  private final Database database =
      Database.open(test.config().getConfig("users.database"), "small", 2);

  @BeforeEach
  void createTable() {
    test.execute("CREATE TABLE note (text text)");
  }

  @AfterEach
  void close() {
    database.close();
    test.close();
  }

  @Test
  void aTransactionTakesEffectAsAWholeOrNotAtAll() {
    join(database.transaction(connection -> write(connection, "kept")));

    assertThatThrownBy(
            () ->
                join(
                    database.transaction(
                        connection -> {
                          write(connection, "lost");
                          throw new SQLException("no");
                        })))
        .hasRootCauseMessage("no");
    assertThat(notes()).containsExactly("kept");
  }

  @Test
  void whenAThousandWaitTheNextIsTurnedAway() throws InterruptedException {
    var busy = new CountDownLatch(2);
    var release = new CountDownLatch(1);
    List<CompletableFuture<Integer>> running =
        Stream.generate(() -> call(busy, release)).limit(2).toList();
    busy.await();
    Stream.generate(() -> call(busy, release)).limit(1000).forEach(call -> {});

    CompletableFuture<Integer> oneTooMany = call(busy, release);

    assertThat(database.waiting()).isEqualTo(1000);
    assertThat(oneTooMany)
        .failsWithin(Duration.ofSeconds(60))
        .withThrowableThat()
        .withCauseInstanceOf(RejectedExecutionException.class);
    release.countDown();
    running.forEach(CompletableFuture::join);
  }

  /** After so many failures the pool by itself would not try again for seconds. */
  @Test
  void afterALongOutageTheFirstCallSucceeds() {
    test.goDown();
    for (int failures = 0; failures < 4; failures++) {
      assertThatThrownBy(this::notes).hasRootCauseInstanceOf(SQLException.class);
    }

    test.comeBack();

    join(database.transaction(connection -> write(connection, "after")));
    assertThat(notes()).containsExactly("after");
  }

  private CompletableFuture<Integer> call(CountDownLatch busy, CountDownLatch release) {
    return database
        .call(
            connection -> {
              busy.countDown();
              return awaited(release);
            })
        .toCompletableFuture();
  }

  private static int awaited(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static int write(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO note VALUES ('" + text + "')");
    }
  }

  private List<String> notes() {
    return join(
        database.call(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row = statement.executeQuery("SELECT array_agg(text) FROM note")) {
                row.next();
                return List.of((String[]) row.getArray(1).getArray());
              }
            }));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
