package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaIT {

  @Test
  void nodesThatStartAtOnceOnAnEmptyDatabaseMigrateItOnce() {
    try (TestDatabase test = TestDatabase.createEmpty()) {
      Config settings = test.config().getConfig("users.database");

      List<CompletableFuture<Void>> nodes =
          Stream.generate(() -> CompletableFuture.runAsync(() -> Schema.migrate(settings)))
              .limit(4)
              .toList();
      nodes.forEach(CompletableFuture::join);

      assertThat(tables(test))
          .contains("event_journal", "snapshot", "akka_projection_offset_store")
          .doesNotContain("event_tag");
    }
  }

  @Test
  void aWrongDatabaseIsNamedAtOnce() {
    try (TestDatabase test = TestDatabase.createEmpty()) {
      String url = test.config().getString("users.database.url").replace("test_", "no_such_");
      Config settings =
          ConfigFactory.parseMap(Map.of("url", url))
              .withFallback(test.config().getConfig("users.database"));

      assertThatThrownBy(() -> Schema.migrate(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("does not exist");
    }
  }

  @Test
  void aDatabaseThatIsNotUpYetIsWaitedFor() {
    try (TestDatabase test = TestDatabase.createEmpty()) {
      test.goDown();
      var migration =
          CompletableFuture.runAsync(
              () -> Schema.migrate(test.config().getConfig("users.database")));
      assertThat(migration).isNotDone();

      test.comeBack();

      assertThat(migration).succeedsWithin(Duration.ofSeconds(60));
    }
  }

  @Test
  void itIsNotWaitedForWithoutEnd() {
    try (TestDatabase test = TestDatabase.createEmpty()) {
      Config settings =
          ConfigFactory.parseString(
                  "url = \"jdbc:postgresql://127.0.0.1:1/users\", start-timeout = 500ms")
              .withFallback(test.config().getConfig("users.database"));

      assertThatThrownBy(() -> Schema.migrate(settings))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "No database for postgres at jdbc:postgresql://127.0.0.1:1/users");
    }
  }

  private static List<String> tables(TestDatabase test) {
    return test.database()
        .call(
            connection -> {
              ResultSet rows =
                  connection
                      .createStatement()
                      .executeQuery(
                          "SELECT array_agg(tablename::text) FROM pg_tables"
                              + " WHERE schemaname = 'public'");
              rows.next();
              return List.of((String[]) rows.getArray(1).getArray());
            })
        .toCompletableFuture()
        .join();
  }
}
