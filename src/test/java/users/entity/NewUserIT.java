package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.domain.Decision.Reason;
import users.domain.Profile;
import users.infrastructure.NewStreams;
import users.infrastructure.TestDatabase;

/** A user whose id has just been made up starts without a look into the journal. */
class NewUserIT {
  private static final Profile ANN = new Profile("Ann", "Lee", "ann@example.com");

  private final TestDatabase test = TestDatabase.create();
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local").withFallback(test.config()));
  private final ActorSystem<Void> system = kit.system();

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    test.close();
  }

  @Test
  void whoHasBeenStoredBeforeIsFoundOutAtTheFirstWrite() {
    UserReply stored = create(start());

    NewStreams.get(system)
        .begin("User|0198c0de-0000-7000-8000-000000000001", CompletableFuture::new);
    ActorRef<UserCommand> taken = start();

    assertThat(ask(taken, UserCommand.Get::new).join())
        .isEqualTo(new UserReply.Refused(Reason.NOT_FOUND));
    assertThat(create(taken)).isEqualTo(stored);
  }

  private ActorRef<UserCommand> start() {
    return kit.spawn(
        new UserEntity(
            "0198c0de-0000-7000-8000-000000000001",
            Clock.systemUTC(),
            () -> {},
            new SettledUsers(),
            new EntityMetrics(new SimpleMeterRegistry())));
  }

  /** Sent again until it is answered. */
  private UserReply create(ActorRef<UserCommand> user) {
    CommandContext command = CommandContext.ofProcess("test", "k1", Instant.now().plusSeconds(60));
    return Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> ask(user, to -> new UserCommand.Create(ANN, command, to)).join(),
            UserReply.Found.class::isInstance);
  }

  private CompletableFuture<UserReply> ask(
      ActorRef<UserCommand> user, Function<ActorRef<UserReply>, UserCommand> command) {
    return AskPattern.ask(user, command::apply, Duration.ofSeconds(1), system.scheduler())
        .toCompletableFuture();
  }
}
