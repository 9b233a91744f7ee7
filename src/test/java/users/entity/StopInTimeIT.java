package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.domain.Profile;
import users.infrastructure.TestDatabase;

class StopInTimeIT {
  private static final Duration SOON = Duration.ofSeconds(2);

  /** Less than a user takes to give up by itself. */
  private static final Duration LIMIT_AND_A_LITTLE = Duration.ofSeconds(6);

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
  void whatCameBeforeIsAnsweredAndThenItStopsAtOnce() {
    ActorRef<UserCommand> user = start();

    user.tell(create());
    user.tell(new UserCommand.Stop());

    client.expectMessageClass(UserReply.Found.class);
    client.expectTerminated(user, SOON);
  }

  @Test
  void whileTheDatabaseIsAwayItStopsAllTheSame() {
    test.goDown();
    ActorRef<UserCommand> user = start();

    user.tell(create());
    user.tell(new UserCommand.Stop());

    client.expectTerminated(user, LIMIT_AND_A_LITTLE);
    client.expectNoMessage(Duration.ZERO);
  }

  /** So what it left for others to read is taken away. */
  @Test
  void whoDoesNotHeedTheRequestIsStoppedAndToldSo() {
    var told = new CompletableFuture<Signal>();
    Behavior<UserCommand> deaf =
        Behaviors.receive(UserCommand.class)
            .onSignal(
                PostStop.class,
                signal -> {
                  told.complete(signal);
                  return Behaviors.same();
                })
            .build();
    ActorRef<UserCommand> actor = kit.spawn(StopInTime.around(deaf));

    actor.tell(new UserCommand.Stop());

    client.expectTerminated(actor, LIMIT_AND_A_LITTLE);
    assertThat(told).isCompleted();
  }

  private ActorRef<UserCommand> start() {
    return kit.spawn(
        StopInTime.around(
            new UserEntity(
                "0198c0de-0000-7000-8000-000000000001",
                Clock.systemUTC(),
                () -> {},
                new SettledUsers(),
                new EntityMetrics(new SimpleMeterRegistry()))));
  }

  private UserCommand create() {
    return new UserCommand.Create(
        new Profile("Ann", "Lee", "ann@example.com"),
        CommandContext.ofProcess("test", "k1", Instant.now().plusSeconds(60)),
        client.ref());
  }
}
