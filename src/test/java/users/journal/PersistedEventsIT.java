package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.pattern.StatusReply;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import users.domain.Metadata;
import users.domain.UserEvent;

/** What the persistence plugin writes to our tables is what the feed reads. */
class PersistedEventsIT {
  private static final String ANN = UUID.randomUUID().toString();
  private static final Metadata METADATA =
      new Metadata(
          Instant.parse("2026-01-01T12:00:00Z"),
          "ann",
          "c-1",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @Test
  void eventsOfOneCommandArriveTogetherAndInOrder() {
    try (JournalUnderTest it = JournalUnderTest.start()) {
      List<UserEvent> events =
          List.of(
              new UserEvent.Created("Ann", "Lee", "ann@example.com", METADATA),
              new UserEvent.Welcomed(METADATA),
              new UserEvent.Deleted(METADATA));
      var follower = it.follow(Position.START, SliceRange.ALL);

      ActorRef<Store> writer = it.testKit.spawn(new Writer(ANN, it.journal::nudge).behavior());
      var stored = it.testKit.<StatusReply<Done>>createTestProbe();
      writer.tell(new Store(events, stored.ref()));
      stored.receiveMessage(Duration.ofSeconds(60));

      await()
          .untilAsserted(
              () ->
                  assertThat(follower.names()).containsExactly(ANN + "/1", ANN + "/2", ANN + "/3"));
      assertThat(follower.events().stream().map(JournalEvent::event).toList()).isEqualTo(events);
      assertThat(follower.positions().stream().map(Position::transactionId).distinct()).hasSize(1);
    }
  }

  private record Store(List<UserEvent> events, ActorRef<StatusReply<Done>> replyTo) {}

  private static final class Writer
      extends EventSourcedBehaviorWithEnforcedReplies<Store, UserEvent, Long> {
    private final Runnable onPersisted;

    Writer(String userId, Runnable onPersisted) {
      super(PersistenceId.of("User", userId));
      this.onPersisted = onPersisted;
    }

    Behavior<Store> behavior() {
      return this;
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public CommandHandlerWithReply<Store, UserEvent, Long> commandHandler() {
      return (state, store) ->
          Effect()
              .persist(store.events())
              .thenRun(onPersisted::run)
              .thenReply(store.replyTo(), after -> StatusReply.ack());
    }

    @Override
    public EventHandler<Long, UserEvent> eventHandler() {
      return (state, event) -> state + 1;
    }
  }
}
