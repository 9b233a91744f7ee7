package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.domain.Decision.Reason;
import users.infrastructure.TestDatabase;
import users.journal.Journal;

class AttemptsIT {
  private static final UserReply REPLY = new UserReply.Refused(Reason.NOT_FOUND);
  private static final Config QUICK =
      ConfigFactory.parseString(
          """
          akka.actor.provider = local
          users.ask { attempts = 4, attempt-timeout = 500ms, min-backoff = 10ms, max-backoff = 10ms }
          """);

  private final TestDatabase test = TestDatabase.create();
  private final ActorTestKit kit = ActorTestKit.create(QUICK.withFallback(test.config()));
  private final Attempts attempts =
      new Attempts(kit.system(), Journal.start(kit.system(), test.database()));
  private final TestProbe<UserCommand> actor = kit.createTestProbe();
  private final EntityRef<UserCommand> user = TestEntityRef.of(UserEntity.KEY, "u1", actor.ref());

  @AfterEach
  void close() {
    kit.shutdownTestKit();
    test.close();
  }

  @Test
  void whoDoesNotAnswerIsAskedAgain() {
    CompletionStage<UserReply> reply = ask();
    actor.expectMessageClass(UserCommand.Get.class);
    actor.expectMessageClass(UserCommand.Get.class);

    actor.expectMessageClass(UserCommand.Get.class).replyTo().tell(REPLY);

    assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(REPLY);
  }

  @Test
  void whoNeverAnswersIsGivenUpAfterFourRepetitions() {
    assertThat(ask()).failsWithin(Duration.ofSeconds(20));

    IntStream.range(0, 5).forEach(i -> actor.expectMessageClass(UserCommand.Get.class));
    actor.expectNoMessage(Duration.ZERO);
  }

  @Test
  void withoutADatabaseNobodyIsAskedAgainUntilItIsBack() {
    test.goDown();
    assertThat(ask()).failsWithin(Duration.ofSeconds(20));
    assertThat(ask()).failsWithin(Duration.ofSeconds(20));
    actor.expectMessageClass(UserCommand.Get.class);
    actor.expectNoMessage(Duration.ZERO);

    test.comeBack();
    CompletionStage<UserReply> reply = ask();

    actor.expectMessageClass(UserCommand.Get.class).replyTo().tell(REPLY);
    assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(REPLY);
  }

  private CompletionStage<UserReply> ask() {
    return attempts.ask(user, UserCommand.Get::new);
  }
}
