package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import akka.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import users.domain.Decision.Reason;
import users.domain.Metadata;
import users.domain.Profile;
import users.domain.ProfileChange;
import users.domain.User;
import users.domain.UserEvent;

class UserEntityTest {
  private static final ActorTestKit testKit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local")
              .withFallback(EventSourcedBehaviorTestKit.config())
              .withFallback(ConfigFactory.load()));
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Profile ANN = new Profile("Ann", "Lee", "ann@example.com");

  private final AtomicInteger nudges = new AtomicInteger();
  private final EventSourcedBehaviorTestKit<UserCommand, UserEvent, UserState> user =
      EventSourcedBehaviorTestKit.create(
          testKit.system(),
          new UserEntity(
              "u1",
              Clock.fixed(NOW, ZoneOffset.UTC),
              nudges::incrementAndGet,
              new SettledUsers(),
              new EntityMetrics(new SimpleMeterRegistry())),
          EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyEquality(true));

  @BeforeEach
  void clear() {
    user.clear();
    nudges.set(0);
  }

  @AfterAll
  static void stop() {
    testKit.shutdownTestKit();
  }

  @Nested
  class Answering {
    @Test
    void storesWhatTheRulesDecideThenAnswersTheNewUser() {
      var created = send(create("k1"));

      assertThat(created.event())
          .isEqualTo(new UserEvent.Created("Ann", "Lee", "ann@example.com", by("k1").at(NOW)));
      assertThat(created.reply()).isEqualTo(new UserReply.Found("u1", living(ANN), 1));
      assertThat(nudges).hasValue(1);
    }

    @Test
    void saysWhyItRefusesAndStoresNothing() {
      thenNothingStored(send(suspend(by("k1"))), new UserReply.Refused(Reason.NOT_FOUND));
      assertThat(nudges).hasValue(0);
    }

    @Test
    void answersTheUserAsItIsWhenNothingIsToBeDone() {
      given(create("k1"));

      thenNothingStored(send(rename("Ann", by("k2"))), new UserReply.Found("u1", living(ANN), 1));
    }

    @Test
    void aDeletedUserIsGoneThenNotFound() {
      given(create("k1"));

      assertThat(send(delete("k2")).reply()).isEqualTo(new UserReply.Gone(2));
      thenNothingStored(send(delete("k3")), new UserReply.Refused(Reason.NOT_FOUND));
      assertThat(user.<UserReply>runCommand(UserCommand.Get::new).reply())
          .isEqualTo(new UserReply.Refused(Reason.NOT_FOUND));
    }

    @Test
    void anAddressThatNobodyClaimedIsNotTaken() {
      given(create("k1"));
      var change =
          new ProfileChange(Optional.empty(), Optional.empty(), Optional.of("new@example.com"));

      thenNothingStored(
          send(to -> new UserCommand.Update(change, false, by("k2"), to)),
          new UserReply.Refused(Reason.EMAIL_UNCLAIMED));
    }
  }

  @Nested
  class Conditions {
    @Test
    void theCurrentVersionMatches() {
      given(create("k1"));

      assertThat(version(send(rename("Anna", ifMatch("k2", 1L))))).isEqualTo(2);
      assertThat(version(send(rename("Anne", ifMatch("k3", 7L, 2L))))).isEqualTo(3);
    }

    @Test
    void aWelcomeInBetweenFailsNoClient() {
      given(create("k1"), welcome("w"));

      assertThat(version(send(rename("Anna", ifMatch("k2", 1L))))).isEqualTo(3);
    }

    @Test
    void aClientsChangeInBetweenDoes() {
      given(create("k1"), welcome("w"), rename("Anna", by("k2")), welcome("w2"));

      for (long old : List.of(1L, 2L)) {
        thenNothingStored(
            send(rename("Anne", ifMatch("k" + old + "old", old))),
            new UserReply.Refused(Reason.VERSION_MISMATCH));
      }
    }

    @Test
    void aVersionThatNeverWasDoesNotMatch() {
      given(create("k1"));

      for (long never : List.of(-1L, 2L, Long.MAX_VALUE)) {
        thenNothingStored(
            send(rename("Anna", ifMatch("k2", never))),
            new UserReply.Refused(Reason.VERSION_MISMATCH));
      }
    }

    @Test
    void aMissingUserIsSaidBeforeAWrongVersion() {
      thenNothingStored(
          send(rename("Anna", ifMatch("k1", 5L))), new UserReply.Refused(Reason.NOT_FOUND));
    }
  }

  @Nested
  class Repetition {
    @Test
    void aKnownCommandIsAnsweredAsTheFirstTime() {
      var first = send(create("k1"));

      thenNothingStored(send(create("k1")), first.reply());
    }

    @Test
    void aKnownCommandOfThePastNamesTheVersionItLedTo() {
      given(create("k1"), rename("Anna", by("k2")), rename("Anne", by("k3")));

      thenNothingStored(send(rename("Anna", by("k2"))), new UserReply.Repeated(2));
    }

    @Test
    void aRepeatedDeletionIsGoneAgain() {
      given(create("k1"), delete("k2"));

      thenNothingStored(send(delete("k2")), new UserReply.Gone(2));
    }

    @Test
    void aKnownCommandIsKnownEvenIfItsConditionHoldsNoMore() {
      given(create("k1"), rename("Anna", ifMatch("k2", 1L)));

      thenNothingStored(
          send(rename("Anna", ifMatch("k2", 1L))),
          new UserReply.Found("u1", living(new Profile("Anna", "Lee", "ann@example.com")), 2));
    }

    @Test
    void anIdUsedForAnotherContentIsRefused() {
      given(create("k1"), rename("Anna", keyed("k2", "f1", NOW.plusSeconds(10))));

      thenNothingStored(
          send(rename("Anne", keyed("k2", "f2", NOW.plusSeconds(10)))),
          new UserReply.Refused(Reason.COMMAND_ID_REUSED));
    }
  }

  @Nested
  class Deadlines {
    @Test
    void aCommandPastItsDeadlineTakesNoEffect() {
      given(create("k1"));

      thenNothingStored(
          send(rename("Anna", keyed("k2", "f", NOW.minusMillis(1)))), new UserReply.Expired());
    }

    @Test
    void aKnownOneIsAnsweredHoweverLate() {
      var first = send(create("k1"));

      thenNothingStored(
          send(to -> new UserCommand.Create(ANN, keyed("k1", "f", NOW.minusSeconds(9)), to)),
          first.reply());
    }
  }

  @Nested
  class Restarts {
    @Test
    void isTheSameAfterARestart() {
      given(create("k1"), welcome("w"), suspend(by("k2")));
      UserState before = user.getState();

      user.restart();

      assertThat(user.getState()).isEqualTo(before);
      thenNothingStored(send(create("k1")), new UserReply.Repeated(1));
      assertThat(version(send(rename("Anna", ifMatch("k3", 3L))))).isEqualTo(4);
    }

    @Test
    void isTheSameAfterASnapshot() {
      given(create("k1"));
      for (int i = 2; i <= 130; i++) {
        send(rename("Ann" + i, by("k" + i)));
      }
      UserState before = user.getState();

      user.restart();

      assertThat(user.getState()).isEqualTo(before);
      thenNothingStored(send(create("k1")), new UserReply.Repeated(1));
    }

    @Test
    void aSnapshotIsReadAsItWasWritten() {
      given(create("k1"), welcome("w"), suspend(by("k2")));
      for (UserState state : List.of(UserState.EMPTY, user.getState(), deleted())) {
        assertThat(throughTheSerializer(state)).isEqualTo(state);
      }
    }

    @Test
    void takesInAFactThatTodaysChecksWouldRefuse() {
      user.initialize(new UserEvent.Created("", " ", "nowhere", by("k1").at(NOW)));

      assertThat(user.getState().user()).isEqualTo(living(new Profile("", " ", "nowhere")));
    }

    private UserState deleted() {
      send(delete("k3"));
      return user.getState();
    }

    private static Object throughTheSerializer(UserState state) {
      var serialization = SerializationExtension.get(testKit.system());
      var serializer = serialization.findSerializerFor(state);
      String manifest = akka.serialization.Serializers.manifestFor(serializer, state);
      return serialization
          .deserialize(serialization.serialize(state).get(), serializer.identifier(), manifest)
          .get();
    }
  }

  /** A command to be sent, given whom to answer. */
  private interface Command extends Function<ActorRef<UserReply>, UserCommand> {}

  private void given(Command... commands) {
    for (Command command : commands) {
      send(command);
    }
  }

  private CommandResultWithReply<UserCommand, UserEvent, UserState, UserReply> send(
      Command command) {
    return user.runCommand(command);
  }

  private static void thenNothingStored(
      CommandResultWithReply<UserCommand, UserEvent, UserState, UserReply> result,
      UserReply reply) {
    assertThat(result.reply()).isEqualTo(reply);
    assertThat(result.events()).isEmpty();
  }

  private static long version(
      CommandResultWithReply<UserCommand, UserEvent, UserState, UserReply> result) {
    return ((UserReply.Found) result.reply()).version();
  }

  private static Command create(String id) {
    return to -> new UserCommand.Create(ANN, by(id), to);
  }

  private static Command rename(String firstName, CommandContext context) {
    var change = new ProfileChange(Optional.of(firstName), Optional.empty(), Optional.empty());
    return to -> new UserCommand.Update(change, false, context, to);
  }

  private static Command suspend(CommandContext context) {
    return to -> new UserCommand.Suspend(Optional.of("spam"), context, to);
  }

  private static Command delete(String id) {
    return to -> new UserCommand.Delete(by(id), to);
  }

  private static Command welcome(String id) {
    var context = CommandContext.ofProcess(Metadata.WELCOME_PROCESS, id, NOW.plusSeconds(10));
    return to -> new UserCommand.Welcome(context, to);
  }

  private static CommandContext by(String id) {
    return keyed(id, "f", NOW.plusSeconds(10));
  }

  private static CommandContext ifMatch(String id, Long... versions) {
    return context(id, "f", NOW.plusSeconds(10), List.of(versions));
  }

  private static CommandContext keyed(String id, String fingerprint, Instant deadline) {
    return context(id, fingerprint, deadline, List.of());
  }

  private static CommandContext context(
      String id, String fingerprint, Instant deadline, List<Long> ifMatch) {
    return new CommandContext(
        id,
        Optional.of(fingerprint),
        "anonymous",
        Optional.of("r1"),
        Optional.empty(),
        ifMatch,
        deadline);
  }

  private static User.Living living(Profile profile) {
    return new User.Living(profile, User.Status.ACTIVE, false, NOW, NOW);
  }
}
