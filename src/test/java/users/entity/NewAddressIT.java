package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.domain.Decision.Reason;
import users.domain.Profile;
import users.infrastructure.TestDatabase;

/** The event of a new user is stored together with the claim of its address, or neither is. */
class NewAddressIT {
  private static final UserReply UNCLAIMED = new UserReply.Refused(Reason.EMAIL_UNCLAIMED);
  private static final String ANN = UUID.randomUUID().toString();
  private static final String BOB = UUID.randomUUID().toString();

  private final TestDatabase test = TestDatabase.create();
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local").withFallback(test.config()));
  private final TestProbe<UserReply> client = kit.createTestProbe();

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    test.close();
  }

  @Test
  void theEventComesWithAClaimThatIsSettled() {
    create(ANN, "Ann@X.org", "c1");

    assertThat(client.receiveMessage()).isInstanceOf(UserReply.Found.class);
    assertThat(rows("SELECT email, user_id, request_id, pending, settled FROM email_claim"))
        .containsExactly("(ann@x.org," + ANN + ",c1,{},1)");
  }

  @Test
  void whoseAddressIsAnothersIsToldSoAndDoesNotExist() {
    create(ANN, "ann@x.org", "c1");
    client.receiveMessage();

    ActorRef<UserCommand> bob = create(BOB, "ANN@x.org", "c2");

    assertThat(client.receiveMessage()).isEqualTo(UNCLAIMED);
    client.expectTerminated(bob);
    assertThat(rows("SELECT persistence_id FROM event_journal"))
        .containsExactly("(User|" + ANN + ")");
    assertThat(rows("SELECT email, user_id FROM email_claim"))
        .containsExactly("(ann@x.org," + ANN + ")");
  }

  @Test
  void aClaimOfBeforeIsEnough() {
    claimed("ann@x.org", ANN, "c1");

    create(ANN, "ann@x.org", "c1");

    assertThat(client.receiveMessage()).isInstanceOf(UserReply.Found.class);
    assertThat(rows("SELECT email, user_id, pending FROM email_claim"))
        .containsExactly("(ann@x.org," + ANN + ",{c1})");
  }

  @Test
  void ofManyAtOnceOneGetsTheAddress() {
    List<String> rivals = Stream.generate(UUID::randomUUID).limit(30).map(UUID::toString).toList();

    IntStream.range(0, 30).forEach(i -> create(rivals.get(i), "ann@x.org", "c" + i));
    create(BOB, "bob@x.org", "bob");

    var answers = IntStream.range(0, 31).mapToObj(i -> client.receiveMessage()).toList();
    assertThat(answers).filteredOn(UNCLAIMED::equals).hasSize(29);
    assertThat(answers).filteredOn(UserReply.Found.class::isInstance).hasSize(2);
    assertThat(rows("SELECT count(*) FROM event_journal")).containsExactly("(2)");
  }

  @Test
  void aRequestThatMadeAUserMakesNoSecondOne() {
    create(ANN, "ann@x.org", "c1");
    client.receiveMessage();

    create(BOB, "bob@x.org", "c1");

    assertThat(client.receiveMessage()).isEqualTo(UNCLAIMED);
  }

  /** The read side changes claims in transactions that may take long. */
  @Test
  void aClaimThatIsBeingChangedIsNotWaitedFor() throws SQLException {
    claimed("ann@x.org", ANN, "c1");
    try (Connection other = test.connection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("UPDATE email_claim SET settled = 1");

      create(BOB, "ann@x.org", "c2");

      assertThat(client.receiveMessage()).isEqualTo(UNCLAIMED);
      other.rollback();
    }
  }

  private ActorRef<UserCommand> create(String userId, String email, String commandId) {
    var context =
        new CommandContext(
            commandId,
            Optional.of("content"),
            "test",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Instant.now().plusSeconds(60));
    ActorRef<UserCommand> user =
        kit.spawn(
            Rejection.around(
                new UserEntity(
                    userId,
                    Clock.systemUTC(),
                    () -> {},
                    new SettledUsers(),
                    new EntityMetrics(new SimpleMeterRegistry()))));
    user.tell(new UserCommand.Create(new Profile("A", "B", email), context, client.ref()));
    return user;
  }

  private void claimed(String email, String userId, String commandId) {
    test.execute(
        "INSERT INTO email_claim (email, user_id, pending, expires_at) VALUES ('%s', '%s', '{%s}', now())"
            .formatted(email, userId, commandId));
  }

  private List<String> rows(String query) {
    return test.database()
        .call(
            connection -> {
              try (var statement = connection.createStatement();
                  var row =
                      statement.executeQuery("SELECT array_agg(q::text) FROM (" + query + ") q")) {
                row.next();
                return List.of((String[]) row.getArray(1).getArray());
              }
            })
        .toCompletableFuture()
        .join();
  }
}
