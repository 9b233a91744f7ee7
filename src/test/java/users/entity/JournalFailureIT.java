package users.entity;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.LogLines;
import users.domain.Profile;
import users.infrastructure.TestDatabase;

/** A user whom the journal fails tries once more and stops; the log says so in a line each. */
class JournalFailureIT {
  private static final String ID = "0198c0de-0000-7000-8000-000000000001";
  private static final String NOT_READ_BACK = "WARN User " + ID + " could not be read back";
  private static final String UNREADABLE = "ERROR Event User|" + ID + "/1 can't be read";
  private static final Duration TWO_FAILURES = Duration.ofSeconds(20);

  private final TestDatabase test = TestDatabase.create();
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.parseString("akka.actor.provider = local").withFallback(test.config()));
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final TestProbe<UserReply> client = kit.createTestProbe();
  private final LogLines log = LogLines.of("users");

  @AfterEach
  void close() {
    log.close();
    kit.shutdownTestKit();
    test.close();
  }

  @Test
  void aWriteWithoutDatabase() {
    ActorRef<UserCommand> user = start();
    user.tell(new UserCommand.Get(client.ref()));
    client.expectMessageClass(UserReply.Refused.class);
    test.goDown();

    user.tell(
        new UserCommand.Create(
            new Profile("Ann", "Lee", "ann@example.com"),
            CommandContext.ofProcess("test", "k1", Instant.now().plusSeconds(60)),
            client.ref()));

    client.expectTerminated(user, TWO_FAILURES);
    assertThat(log.about(ID))
        .extracting(JournalFailureIT::beginning)
        .containsExactly("WARN Events of User|" + ID + " could not be stored", NOT_READ_BACK);
    assertThat(log.about(ID)).allMatch(JournalFailureIT::hasNeitherTraceNorAddress);
    assertThat(restarts()).isEqualTo(1);
  }

  @Test
  void anEventThatNobodyCanRead() {
    test.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
            event_ser_id, event_ser_manifest, event_payload)
        VALUES ('User|%s', 1, 'test', 0, 1001, '',
            '{"type":"user-created","firstName":["ann@example.com"]}')
        """
            .formatted(ID));

    ActorRef<UserCommand> user = start();

    client.expectTerminated(user, TWO_FAILURES);
    assertThat(log.about(ID))
        .extracting(JournalFailureIT::beginning)
        .containsExactly(UNREADABLE, NOT_READ_BACK, UNREADABLE, NOT_READ_BACK);
    assertThat(log.about(ID)).allMatch(JournalFailureIT::hasNeitherTraceNorAddress);
    assertThat(restarts()).isEqualTo(1);
  }

  private ActorRef<UserCommand> start() {
    return kit.spawn(
        new UserEntity(
            ID, Clock.systemUTC(), () -> {}, new SettledUsers(), new EntityMetrics(registry)));
  }

  private double restarts() {
    return registry.get("users.entity.restarts").counter().count();
  }

  private static String beginning(ILoggingEvent line) {
    String message = line.getFormattedMessage();
    return line.getLevel() + " " + message.substring(0, message.indexOf(": "));
  }

  private static boolean hasNeitherTraceNorAddress(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        && !event.getFormattedMessage().contains("ann@example.com");
  }
}
