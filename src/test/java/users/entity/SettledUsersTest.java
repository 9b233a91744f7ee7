package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.PersistenceTestKitPlugin;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.domain.Profile;

class SettledUsersTest {
  private static final ActorTestKit testKit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(PersistenceTestKitPlugin.getInstance().config())
              .withFallback(ConfigFactory.load()));
  private static final PersistenceTestKit journal = PersistenceTestKit.create(testKit.system());
  private static final Profile ANN = new Profile("Ann", "Lee", "ann@example.com");

  private final String userId = UUID.randomUUID().toString();
  private final SettledUsers settled = new SettledUsers();
  private final AtomicReference<Optional<UserReply>> whenStored = new AtomicReference<>();
  private final TestProbe<UserReply> client = testKit.createTestProbe(UserReply.class);
  private final CountDownLatch failed = new CountDownLatch(1);
  private final InstantSource failing =
      () -> {
        failed.countDown();
        throw new IllegalStateException("No time");
      };
  private volatile InstantSource clock = Clock.systemUTC();
  private ActorRef<UserCommand> user = start();

  @AfterEach
  void stopUser() {
    testKit.stop(user);
  }

  @AfterAll
  static void stop() {
    testKit.shutdownTestKit();
  }

  @Test
  void aUserIsThereBeforeItsCommandIsAnswered() {
    UserReply created = answer(SettledUsersTest::create);

    assertThat(settled.find(userId)).contains(created);
  }

  @Test
  void aUserIsNotThereWhileAnEventIsBeingStored() {
    answer(SettledUsersTest::create);

    answer(to -> new UserCommand.Suspend(Optional.empty(), by("k2"), to));

    assertThat(whenStored.get()).isEmpty();
    assertThat(settled.find(userId)).contains(answer(UserCommand.Get::new));
  }

  @Test
  void aUserWhomNobodyFindsIsNotThere() {
    answer(UserCommand.Get::new);
    assertThat(settled.find(userId)).isEmpty();

    answer(SettledUsersTest::create);
    answer(to -> new UserCommand.Delete(by("k2"), to));

    assertThat(settled.find(userId)).isEmpty();
  }

  @Test
  void aUserPutOutOfMemoryIsNotThereAndIsAgainOnceReadBack() {
    UserReply created = answer(SettledUsersTest::create);

    testKit.stop(user);
    assertThat(settled.find(userId)).isEmpty();

    user = start();
    assertThat(answer(UserCommand.Get::new)).isEqualTo(created);
    assertThat(settled.find(userId)).contains(created);
  }

  @Test
  void aUserWhoseWriteFailedIsThereAgainOnceReadBack() {
    UserReply created = answer(SettledUsersTest::create);

    journal.failNextPersisted("User|" + userId);
    user.tell(new UserCommand.Delete(by("k2"), client.ref()));
    // Kept until the user has been read back.
    user.tell(new UserCommand.Get(client.ref()));

    assertThat(client.receiveMessage(Duration.ofSeconds(10))).isEqualTo(created);
    assertThat(settled.find(userId)).contains(created);
  }

  @Test
  void aUserWhoseActorFailsIsNotThere() throws InterruptedException {
    answer(SettledUsersTest::create);

    clock = failing;
    user.tell(new UserCommand.Suspend(Optional.empty(), by("k2"), client.ref()));
    failed.await();
    testKit.stop(user);

    assertThat(settled.find(userId)).isEmpty();
  }

  private ActorRef<UserCommand> start() {
    InstantSource now = () -> clock.instant();
    return testKit.spawn(
        new UserEntity(
            userId,
            now.withZone(ZoneOffset.UTC),
            () -> whenStored.set(settled.find(userId)),
            settled,
            new EntityMetrics(new SimpleMeterRegistry())));
  }

  private UserReply answer(Function<ActorRef<UserReply>, UserCommand> command) {
    user.tell(command.apply(client.ref()));
    return client.receiveMessage(Duration.ofSeconds(10));
  }

  private static UserCommand create(ActorRef<UserReply> to) {
    return new UserCommand.Create(ANN, by("k1"), to);
  }

  private static CommandContext by(String id) {
    return CommandContext.ofProcess("somebody", id, Clock.systemUTC().instant().plusSeconds(10));
  }
}
