package users.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.BackoffSupervisorStrategy;
import akka.actor.typed.PostStop;
import akka.actor.typed.PreRestart;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.SnapshotSelectionCriteria;
import akka.persistence.typed.javadsl.CommandHandlerWithReply;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import akka.persistence.typed.javadsl.Recovery;
import akka.persistence.typed.javadsl.ReplyEffect;
import akka.persistence.typed.javadsl.RetentionCriteria;
import akka.persistence.typed.javadsl.SignalHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import users.domain.Decision;
import users.domain.Decision.Reason;
import users.domain.UserEvent;

/** The actor around one user: it stores what the domain decides, then answers. */
final class UserEntity
    extends EventSourcedBehaviorWithEnforcedReplies<UserCommand, UserEvent, UserState> {

  private static final Logger log = LoggerFactory.getLogger(UserEntity.class);

  static final EntityTypeKey<UserCommand> KEY = EntityTypeKey.create(UserCommand.class, "User");

  /**
   * A failed write may have been stored: only a new recovery tells what the user is. Who fails
   * again soon stops, to be read back for the next who asks. Here and in the journal a failure is
   * one line of the log; its trace, of which an outage has one for each user, is for DEBUG.
   */
  private static final BackoffSupervisorStrategy ONCE_MORE =
      SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofMillis(200), 0.2)
          .withMaxRestarts(1)
          .withResetBackoffAfter(Duration.ofMinutes(1))
          .withLogLevel(Level.DEBUG);

  private static final Duration NEW_FOR = Duration.ofSeconds(5);

  private final String userId;
  private final Clock clock;
  private final Runnable onPersisted;
  private final SettledUsers settled;
  private final EntityMetrics metrics;
  private long startedNanos = System.nanoTime();
  private boolean reported;
  private Optional<ActorRef<UserReply>> waiting = Optional.empty();

  UserEntity(
      String userId,
      Clock clock,
      Runnable onPersisted,
      SettledUsers settled,
      EntityMetrics metrics) {
    super(persistenceId(userId), ONCE_MORE);
    this.userId = userId;
    this.clock = clock;
    this.onPersisted = onPersisted;
    this.settled = settled;
    this.metrics = metrics;
  }

  /** The first event was rejected, as the address is not to be had. */
  void rejected() {
    waiting.ifPresent(client -> client.tell(new UserReply.Refused(Reason.EMAIL_UNCLAIMED)));
  }

  static PersistenceId persistenceId(String userId) {
    return PersistenceId.of(KEY.name(), userId);
  }

  @Override
  public UserState emptyState() {
    return UserState.EMPTY;
  }

  @Override
  public CommandHandlerWithReply<UserCommand, UserEvent, UserState> commandHandler() {
    return this::onCommand;
  }

  @Override
  public EventHandler<UserState, UserEvent> eventHandler() {
    return UserState::after;
  }

  /** Who has just been created has no snapshot worth a look: its few events tell all. */
  @Override
  public Recovery recovery() {
    return UserId.isYounger(userId, NEW_FOR, clock.instant())
        ? Recovery.withSnapshotSelectionCriteria(SnapshotSelectionCriteria.none())
        : super.recovery();
  }

  @Override
  public RetentionCriteria retentionCriteria() {
    return RetentionCriteria.snapshotEvery(100, 2);
  }

  @Override
  public SignalHandler<UserState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.class, (state, signal) -> recovered(state))
        .onSignal(RecoveryFailed.class, (state, signal) -> report(signal.getFailure()))
        .onSignal(PreRestart.class, (state, signal) -> restarting())
        .onSignal(PostStop.class, (state, signal) -> settled.remove(userId))
        .build();
  }

  private ReplyEffect<UserEvent, UserState> onCommand(UserState state, UserCommand command) {
    if (command instanceof UserCommand.Change change) {
      return onChange(state, change);
    }
    return command instanceof UserCommand.Get get
        ? Effect().reply(get.replyTo(), state.current(userId))
        : Effect().stop().thenNoReply();
  }

  private ReplyEffect<UserEvent, UserState> onChange(UserState state, UserCommand.Change command) {
    Instant now = clock.instant();
    var answer = state.answerTo(userId, command.context(), now);
    if (answer.isPresent()) {
      return Effect().reply(command.replyTo(), answer.get());
    }
    Decision decision = state.decide(command, now);
    return decision instanceof Decision.Accepted accepted
        ? store(state, accepted.events(), command)
        : Effect()
            .reply(
                command.replyTo(), new UserReply.Refused(((Decision.Rejected) decision).reason()));
  }

  private void recovered(UserState state) {
    metrics.recovered(startedNanos);
    settled.add(userId, state);
  }

  /** Akka signals a failure twice: as it is, and around it what it throws itself. */
  private void report(Throwable failure) {
    if (!reported) {
      log.warn("User {} could not be read back: {}", userId, failure.toString());
    }
    reported = true;
  }

  private void restarting() {
    reported = false;
    metrics.restarted();
    startedNanos = System.nanoTime();
  }

  private ReplyEffect<UserEvent, UserState> store(
      UserState state, List<UserEvent> events, UserCommand.Change command) {
    if (events.isEmpty()) {
      return Effect().reply(command.replyTo(), state.outcome(userId));
    }
    long decided = System.nanoTime();
    settled.remove(userId);
    waiting = Optional.of(command.replyTo());
    return Effect()
        .persist(events)
        .thenRun(onPersisted::run)
        .thenRun(() -> metrics.persisted(decided))
        .thenRun(after -> settled.add(userId, after))
        .thenReply(command.replyTo(), after -> after.outcome(userId));
  }
}
