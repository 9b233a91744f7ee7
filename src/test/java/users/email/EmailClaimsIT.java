package users.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.email.Claim.CommandIdReused;
import users.email.Claim.Held;
import users.email.Claim.Taken;
import users.infrastructure.Database;
import users.infrastructure.TestDatabase;

class EmailClaimsIT {
  static final Optional<String> BODY = Optional.of("body");
  static final String ANN = UUID.randomUUID().toString();
  static final String BOB = UUID.randomUUID().toString();

  final TestDatabase test = TestDatabase.create();
  final StoredUsers stored = new StoredUsers();
  final EmailClaims claims = claimsOver(test.database());

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void oneOfManyGetsAnAddress() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(40);
    try (Database other =
        Database.open(test.config().getConfig("users.database"), "other-node", 8)) {
      List<EmailClaims> nodes = List.of(claims, claimsOver(other));
      for (int round = 0; round < 20; round++) {
        List<Claim> answers = all(threads, 40, rivals(nodes, round));
        assertThat(answers).filteredOn(Held.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Taken.class::isInstance).hasSize(39);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRequestThatIsRepeatedGetsTheUserOfTheFirst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Claim> answers =
          all(threads, 50, i -> () -> claim("ann@x.org", UUID.randomUUID().toString(), "c1", BODY));

      assertThat(answers).filteredOn(claim -> !((Held) claim).repeated()).hasSize(1);
      assertThat(answers).extracting(claim -> ((Held) claim).userId()).containsOnly(holder());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRequestIsRecognisedForADayWhateverBecameOfItsUser() {
    created(ANN, "ann@x.org", "c1");
    assertThat(claim("ann@x.org", BOB, "c1", BODY)).isEqualTo(new Held(ANN, true));

    changed(ANN, "ann@y.org", "c2");
    assertThat(claim("ann@x.org", BOB, "c1", BODY)).isEqualTo(new Held(ANN, true));

    deleted(ANN, "c3");
    assertThat(claim("ann@x.org", BOB, "c1", BODY)).isEqualTo(new Held(ANN, true));
    assertThat(claim("bob@x.org", BOB, "c1", Optional.of("another")))
        .isEqualTo(new CommandIdReused());

    test.execute("UPDATE email_claim SET claimed_at = now() - interval '25 hours'");
    assertThat(claim("ann@x.org", BOB, "c1", BODY)).isEqualTo(new Held(BOB, false));
  }

  @Test
  void aRequestIdIsNotTakenForAnotherContent() {
    claim("ann@x.org", ANN, "c1", BODY);

    assertThat(claim("ann@x.org", BOB, "c1", Optional.of("another")))
        .isEqualTo(new CommandIdReused());
    assertThat(claim("bob@x.org", BOB, "c1", Optional.of("another")))
        .isEqualTo(new CommandIdReused());
  }

  @Test
  void aRefusedCommandLeavesNothing() {
    claim("ann@x.org", ANN, "c1", BODY);
    release("Ann@X.org", ANN, "c1");

    assertThat(rows()).isZero();
    assertThat(claim("ann@x.org", BOB, "c1", Optional.of("another")))
        .isEqualTo(new Held(BOB, false));
  }

  @Test
  void onlyTheRefusedCommandIsWithdrawn() {
    claim("ann@x.org", ANN, "c1", BODY);
    claim("ann@x.org", ANN, "c2", BODY);

    release("ann@x.org", ANN, "c3");
    release("ann@x.org", BOB, "c1");
    release("ann@x.org", ANN, "c2");

    assertThat(claim("ann@x.org", BOB, "c4", BODY)).isEqualTo(new Taken());
  }

  @Test
  void anAddressThatAUserHasIsNotFreedByARefusal() {
    created(ANN, "ann@x.org", "c1");
    claim("ann@x.org", ANN, "c2", BODY);
    release("ann@x.org", ANN, "c2");

    assertThat(claim("ann@x.org", BOB, "c3", BODY)).isEqualTo(new Taken());
  }

  @Test
  void aClaimThatCameToNothingIsTakenOverAfterItsLease() {
    claim("ann@x.org", ANN, "c1", BODY);
    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Taken());

    leasesRunOut();

    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Held(BOB, false));
    assertThat(claim("ann@x.org", ANN, "c1", BODY)).isEqualTo(new Taken());
  }

  @Test
  void aClaimIsRenewedByItsOwnRequest() {
    claim("ann@x.org", ANN, "c1", BODY);
    leasesRunOut();

    assertThat(claim("ann@x.org", BOB, "c1", BODY)).isEqualTo(new Held(ANN, true));
    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Taken());
  }

  @Test
  void anEventThatHasNotBeenProjectedStillHoldsTheAddress() {
    claim("ann@x.org", ANN, "c1", BODY);
    stored.create(ANN, "Ann@x.org", "c1");
    leasesRunOut();

    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Taken());

    settle(ANN);
    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Taken());
  }

  @Test
  void anAddressLeftIsFreeAsSoonAsTheEventIsProjected() {
    created(ANN, "ann@x.org", "c1");
    claim("ann@y.org", ANN, "c2", BODY);
    stored.change(ANN, "ann@y.org", "c2");
    settle(ANN);

    assertThat(claim("ann@y.org", BOB, "c3", BODY)).isEqualTo(new Taken());
    assertThat(claim("ann@x.org", BOB, "c4", BODY)).isEqualTo(new Held(BOB, false));
  }

  @Test
  void theAddressOfADeletedUserIsFreeBeforeItIsProjected() {
    claim("ann@x.org", ANN, "c1", BODY);
    stored.create(ANN, "ann@x.org", "c1");
    stored.delete(ANN, "c2");

    assertThat(claim("ann@x.org", BOB, "c3", BODY)).isEqualTo(new Held(BOB, false));

    settle(ANN);
    assertThat(claim("ann@x.org", ANN, "c4", BODY)).isEqualTo(new Taken());
  }

  @Test
  void whatADeletedUserHeldIsFreeWithoutALookIntoTheJournal() {
    created(ANN, "ann@x.org", "c1");
    claim("ann@y.org", ANN, "c2", BODY);
    Holding old = holding(ANN);

    claims.vacate(ANN, 2).toCompletableFuture().join();

    assertThat(claim("ann@x.org", BOB, "c3", BODY)).isEqualTo(new Held(BOB, false));
    assertThat(claim("ann@y.org", BOB, "c4", BODY)).isEqualTo(new Held(BOB, false));
    settle(old);
    assertThat(claim("ann@x.org", ANN, "c5", BODY)).isEqualTo(new Taken());
    assertThat(claim("ann@z.org", BOB, "c1", Optional.of("another")))
        .isEqualTo(new CommandIdReused());
    assertThat(claims.conflicts()).isZero();
  }

  @Test
  void anAddressToWhichAUserReturnsIsNotFreedByTheEventsBefore() {
    created(ANN, "ann@x.org", "c1");
    claim("ann@y.org", ANN, "c2", BODY);
    stored.change(ANN, "ann@y.org", "c2");
    claim("ann@x.org", ANN, "c3", BODY);
    settle(ANN);
    assertThat(claim("ann@x.org", BOB, "c4", BODY)).isEqualTo(new Taken());

    stored.change(ANN, "ann@x.org", "c3");
    assertThat(claim("ann@x.org", BOB, "c4", BODY)).isEqualTo(new Taken());

    settle(ANN);
    assertThat(claim("ann@x.org", BOB, "c4", BODY)).isEqualTo(new Taken());
    assertThat(claim("ann@y.org", BOB, "c4", BODY)).isEqualTo(new Held(BOB, false));
  }

  @Test
  void aReplayOfOldEventsTakesNothingFromAnybody() {
    created(ANN, "ann@x.org", "c1");
    Holding old = holding(ANN);
    changed(ANN, "ann@y.org", "c2");
    created(BOB, "ann@x.org", "c3");

    settle(old, old);

    assertThat(claim("ann@y.org", BOB, "c4", BODY)).isEqualTo(new Taken());
    assertThat(claim("ann@x.org", ANN, "c5", BODY)).isEqualTo(new Taken());
    assertThat(claims.conflicts()).isZero();
  }

  @Test
  void claimsThatWereLostComeBackWithTheEvents() {
    created(ANN, "ann@x.org", "c1");
    test.execute("TRUNCATE email_claim");

    settle(ANN);

    assertThat(claim("ann@x.org", BOB, "c2", BODY)).isEqualTo(new Taken());
  }

  @Test
  void aClaimThatCameWithItsEventIsNotWrittenAgain() {
    String claimed =
        "INSERT INTO email_claim (email, user_id, request_id, pending, expires_at, settled)"
            + " VALUES ('ann@x.org', '%s', 'c1', '{}', now(), 1)";
    test.execute(claimed.formatted(ANN));
    String written = one("SELECT xmin::text FROM email_claim");
    stored.create(ANN, "ann@x.org", "c1");
    Holding old = holding(ANN);

    settle(old);
    settle(new Holding(ANN, Optional.of("ann@x.org"), 2, Set.of("c1", "welcome")));

    assertThat(one("SELECT xmin::text FROM email_claim")).isEqualTo(written);

    changed(ANN, "ann@y.org", "c2");
    settle(old);
    assertThat(claim("ann@x.org", BOB, "c3", BODY)).isEqualTo(new Held(BOB, false));
    assertThat(claims.conflicts()).isZero();
  }

  @Test
  void twoHoldersWouldBeNoticed() {
    created(ANN, "ann@x.org", "c1");
    stored.create(BOB, "ann@x.org", "c2");

    settle(BOB);

    Awaitility.await().until(() -> claims.conflicts() == 1);
  }

  @Test
  void theSweepClearsAwayWhatNobodyAsksForAgain() {
    created(ANN, "ann@x.org", "c1");
    claim("ann@z.org", ANN, "c2", BODY);
    claim("bob@x.org", BOB, "c3", BODY);
    stored.create(BOB, "bob@x.org", "c3");
    claim("nobody@x.org", UUID.randomUUID().toString(), "c4", BODY);
    test.execute("UPDATE email_claim SET expires_at = now() - interval '1 day'");

    claims.sweep().run().toCompletableFuture().join();

    assertThat(rows()).isEqualTo(3);
    assertThat(claim("bob@x.org", ANN, "c5", BODY)).isEqualTo(new Taken());
    assertThat(claim("ann@z.org", BOB, "c6", BODY)).isEqualTo(new Held(BOB, false));

    test.execute("UPDATE email_claim SET released_at = now() - interval '25 hours'");
    test.execute("UPDATE email_claim SET released_at = NULL WHERE email IS NOT NULL");
    claims.sweep().run().toCompletableFuture().join();

    assertThat(rows()).isEqualTo(3);
  }

  private EmailClaims claimsOver(Database database) {
    return new EmailClaims(database, stored::find, Duration.ofSeconds(60));
  }

  private static java.util.function.IntFunction<Callable<Claim>> rivals(
      List<EmailClaims> nodes, int round) {
    List<String> spellings =
        List.of("Ann%d@x.org", "ａｎｎ%d＠ｘ.ｏｒｇ", "ANN%d@X.ORG", " ann%d@x.org", "Ａnn%d@x．org");
    return i ->
        () ->
            nodes
                .get(i % 2)
                .claim(
                    spellings.get(i % spellings.size()).formatted(round),
                    UUID.randomUUID().toString(),
                    "c" + round + "-" + i,
                    BODY)
                .toCompletableFuture()
                .join();
  }

  private static <T> List<T> all(
      ExecutorService threads, int count, java.util.function.IntFunction<Callable<T>> tasks)
      throws Exception {
    var answers = new ArrayList<T>();
    for (Future<T> answer : threads.invokeAll(IntStream.range(0, count).mapToObj(tasks).toList())) {
      answers.add(answer.get());
    }
    return answers;
  }

  private Claim claim(String email, String userId, String commandId, Optional<String> body) {
    return claims.claim(email, userId, commandId, body).toCompletableFuture().join();
  }

  private void release(String email, String userId, String commandId) {
    claims.release(email, userId, commandId).toCompletableFuture().join();
  }

  private void created(String userId, String email, String commandId) {
    assertThat(claim(email, userId, commandId, BODY)).isEqualTo(new Held(userId, false));
    stored.create(userId, email, commandId);
    settle(userId);
  }

  private void changed(String userId, String email, String commandId) {
    assertThat(claim(email, userId, commandId, BODY)).isEqualTo(new Held(userId, false));
    stored.change(userId, email, commandId);
    settle(userId);
  }

  private void deleted(String userId, String commandId) {
    stored.delete(userId, commandId);
    settle(userId);
  }

  private void settle(String userId) {
    settle(holding(userId));
  }

  private void settle(Holding... holdings) {
    test.database()
        .transaction(
            connection -> {
              claims.settle(connection, Arrays.asList(holdings));
              return true;
            })
        .toCompletableFuture()
        .join();
  }

  private Holding holding(String userId) {
    var snapshot = stored.user(userId);
    Set<String> commands = new java.util.HashSet<>();
    for (StoredUsers.Stored event : stored.events) {
      if (event.userId().equals(userId)) {
        commands.add(event.event().metadata().commandId());
      }
    }
    return new Holding(
        userId, StoredUsers.addressOf(snapshot.user()), snapshot.version(), commands);
  }

  private void leasesRunOut() {
    test.execute("UPDATE email_claim SET expires_at = now()");
  }

  private String holder() {
    return one("SELECT user_id::text FROM email_claim");
  }

  private long rows() {
    return Long.parseLong(one("SELECT count(*)::text FROM email_claim"));
  }

  private String one(String query) {
    return test.database()
        .call(
            connection -> {
              try (var statement = connection.createStatement();
                  var row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
              }
            })
        .toCompletableFuture()
        .join();
  }
}
