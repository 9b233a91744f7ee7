package users;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import users.infrastructure.AsynchronousCommits;
import users.infrastructure.LocalPostgres;

/** The database dies or stalls under the running service: it says so, lives, and goes on. */
@Tag("alone")
class DatabaseFaultIT {
  private static final String WAITING_WRITE =
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%email_claim%'";

  private static final String CLAIM_WITHOUT_USER =
      "SELECT FROM email_claim WHERE NOT EXISTS"
          + " (SELECT FROM event_journal WHERE persistence_id = 'User|' || user_id)";

  @TempDir private static Path folder;

  private static LocalPostgres postgres;
  private static int port;
  private static String url;
  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    url = "jdbc:postgresql://127.0.0.1:" + port + "/users?user=postgres";
    postgres = LocalPostgres.in(folder.resolve("data"), folder.resolve("run"));
    postgres.start(port);
    AsynchronousCommits.keepInMemory(url);
    service = TestService.start(ConfigFactory.parseMap(Map.of("users.database.url", url)));
  }

  /** Whatever the test before did to it. */
  @BeforeEach
  void startDatabase() throws Exception {
    postgres.start(port);
    await().until(() -> service.send(Call.post("/v1/users", TestUsers.profile())).status() == 201);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    postgres.stop();
  }

  @Test
  void withTheDatabaseKilledWritesAreRefusedAndAllWorksSoonAfterItsReturn() throws Exception {
    goesOnAfter(DatabaseFaultIT::kill);
  }

  @Test
  void withTheDatabaseStoppedWritesAreRefusedAndAllWorksSoonAfterItsReturn() throws Exception {
    goesOnAfter(postgres::stop);
  }

  /**
   * An asynchronous commit is seen at once; a kill takes it back if no synchronous one followed.
   */
  @Test
  void theReadSideMissesNothingThatItTookInBeforeTheDatabaseWasKilled() throws Exception {
    Answer before = TestUsers.create(service);
    await().until(() -> listed(before).equals(before.json()));
    kill();

    startDatabase();

    Answer after = TestUsers.create(service);
    await().until(() -> listed(after).equals(after.json()));
    assertThat(listed(before)).isEqualTo(before.json());
  }

  @Test
  void anAddressThatWasClaimedBeforeTheDatabaseWasKilledStaysClaimed() throws Exception {
    String ann = TestUsers.path(TestUsers.create(service));
    CompletableFuture<Void> lock = lockedJournal(60);
    String email = TestUsers.newEmail();
    CompletableFuture<Answer> change =
        service.client().sendAsync(Call.patch(ann, "{\"email\":\"" + email + "\"}"));
    await().until(() -> isClaimed(email));
    killUnder(lock, change);

    postgres.start(port);

    assertThat(isClaimed(email)).isTrue();
  }

  /** Its claim is part of the write that did not come about. */
  @Test
  void aNewUserWhoWasNotStoredLeavesNoClaim() throws Exception {
    CompletableFuture<Void> lock = lockedJournal(60);
    CompletableFuture<Answer> lost =
        service.client().sendAsync(Call.post("/v1/users", TestUsers.profile()));
    await().until(() -> exists(WAITING_WRITE));
    killUnder(lock, lost);

    postgres.start(port);

    assertThat(exists(CLAIM_WITHOUT_USER)).isFalse();
  }

  /** Akka 2.8 overflows its stack when too many reads wait behind one write (akka/akka#29933). */
  @Test
  void threeThousandReadsOfAUserWhoseWriteStallsAreAnsweredOrRefused() {
    String path = TestUsers.path(TestUsers.create(service));
    CompletableFuture<Void> unlocked = lockedJournal(10);

    List<CompletableFuture<Answer>> writes =
        Stream.generate(() -> Call.patch(path, "{\"lastName\":\"" + UUID.randomUUID() + "\"}"))
            .limit(20)
            .map(service.client()::sendAsync)
            .toList();
    List<Answer> reads =
        service.client().sendAtOnce(Stream.generate(() -> Call.get(path)).limit(3000));

    assertThat(reads).allSatisfy(DatabaseFaultIT::isUserOrUnavailable);
    unlocked.join();
    await()
        .atMost(1, SECONDS)
        .until(() -> service.send(Call.get(path)).header("Users-Stale").isEmpty());
    assertThat(service.send(Call.patch(path, "{\"lastName\":\"Li\"}")).outcome()).isEqualTo("200");
    assertThat(writes).allSatisfy(write -> isUserOrUnavailable(write.join()));
  }

  private static void goesOnAfter(Fault fault) throws Exception {
    List<Answer> before = IntStream.range(0, 10).mapToObj(i -> TestUsers.create(service)).toList();
    fault.happens();

    List<Call> writes =
        before.stream()
            .map(TestUsers::path)
            .flatMap(path -> Stream.of(rename(path), Call.post("/v1/users", TestUsers.profile())))
            .map(call -> call.key(UUID.randomUUID().toString()))
            .toList();
    long begin = System.nanoTime();
    assertThat(service.client().sendAtOnce(writes.stream()))
        .allSatisfy(DatabaseFaultIT::isUnavailable);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));

    postgres.start(port);
    await()
        .atMost(6, SECONDS)
        .until(
            () -> service.client().sendAtOnce(writes.stream()),
            answers -> answers.stream().allMatch(answer -> answer.status() < 300));
    assertThat(before)
        .allSatisfy(
            user ->
                assertThat(service.send(Call.get(TestUsers.path(user))).text("lastName"))
                    .isEqualTo("Renamed"));
  }

  private static void kill() throws IOException {
    ProcessHandle server = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
    server.destroyForcibly();
    await().until(() -> !server.isAlive());
  }

  private static JsonNode listed(Answer user) {
    return TestUsers.found(service, user.text("email"));
  }

  private static Call rename(String path) {
    return Call.patch(path, "{\"lastName\":\"Renamed\"}");
  }

  private static void isUserOrUnavailable(Answer answer) {
    if (answer.status() != 200) {
      isUnavailable(answer);
    }
  }

  private static void isUnavailable(Answer answer) {
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("code")).isIn("UNAVAILABLE", "OVERLOADED");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }

  private static void killUnder(CompletableFuture<Void> lock, CompletableFuture<Answer> write)
      throws IOException {
    kill();
    assertThat(lock).failsWithin(Duration.ofSeconds(10));
    assertThat(write.join()).satisfies(DatabaseFaultIT::isUnavailable);
  }

  /** Completes when the lock is gone. */
  private static CompletableFuture<Void> lockedJournal(int seconds) {
    CompletableFuture<Void> lock = CompletableFuture.runAsync(() -> lockJournal(seconds));
    await().until(DatabaseFaultIT::isLocked);
    return lock;
  }

  private static void lockJournal(int seconds) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "BEGIN; LOCK TABLE event_journal IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(%d); COMMIT"
              .formatted(seconds));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isLocked() throws SQLException {
    return exists(
        "SELECT FROM pg_locks WHERE relation = 'event_journal'::regclass"
            + " AND mode = 'AccessExclusiveLock' AND granted");
  }

  private static boolean isClaimed(String email) throws SQLException {
    return exists("SELECT FROM email_claim WHERE email = '" + email + "'");
  }

  private static boolean exists(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  private interface Fault {
    void happens() throws Exception;
  }
}
