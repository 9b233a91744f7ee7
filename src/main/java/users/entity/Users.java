package users.entity;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.japi.function.Function;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import users.domain.Decision.Reason;
import users.domain.Profile;
import users.domain.ProfileChange;
import users.email.EmailClaims;
import users.infrastructure.Inline;
import users.infrastructure.Metrics;
import users.infrastructure.NewStreams;
import users.infrastructure.Shards;
import users.infrastructure.Wakefulness;
import users.journal.Journal;

/**
 * The one door to the users: finds the entity, wherever in the cluster it lives, and asks it. A
 * command is asked again under its id while shards move ({@link Attempts}); where that comes to
 * nothing the stage fails, and whether the command took effect is unknown until it is sent again
 * under the same id.
 */
public final class Users {
  private final ActorSystem<?> system;
  private final ClusterSharding sharding;
  private final AddressClaims addresses;
  private final Journal journal;
  private final CommandMetrics metrics;
  private final LocalIds newIds;
  private final NewStreams newStreams;
  private final SettledUsers settled;
  private final Attempts attempts;
  private final Duration readTimeout;
  private final Wakefulness wakefulness;

  private Users(ActorSystem<?> system, EmailClaims emails, Journal journal, SettledUsers settled) {
    this.system = system;
    this.sharding = ClusterSharding.get(system);
    this.journal = journal;
    this.metrics = new CommandMetrics(Metrics.get(system).registry());
    this.addresses = new AddressClaims(emails, metrics);
    this.newIds = LocalIds.start(system);
    this.newStreams = NewStreams.get(system);
    this.settled = settled;
    this.attempts = new Attempts(system, journal);
    this.readTimeout = system.settings().config().getDuration("users.ask.read-timeout");
    this.wakefulness = Wakefulness.get(system);
  }

  /** Starts the user entities on this node. */
  public static Users start(
      ActorSystem<?> system, Clock clock, EmailClaims emails, Journal journal) {
    var metrics = new EntityMetrics(Metrics.get(system).registry());
    var settled = new SettledUsers();
    ClusterSharding.get(system)
        .init(
            Entity.of(
                    UserEntity.KEY,
                    context ->
                        StopInTime.around(
                            Rejection.around(
                                new UserEntity(
                                    context.getEntityId(),
                                    clock,
                                    journal::nudge,
                                    settled,
                                    metrics))))
                .withStopMessage(new UserCommand.Stop()));
    return new Users(system, emails, journal, settled);
  }

  /** Completes when this node is in a cluster and has its share of the users. */
  public CompletionStage<Done> whenShared() {
    return Shards.of(system, UserEntity.KEY.name()).whenShared();
  }

  /**
   * Has each shard given its home as soon as the cluster has settled, which would else be done when
   * its first user is asked for. Homes are given one by one, each agreed on by the nodes: a new
   * cluster that is busy at once had requests wait for that until they failed. Nothing depends on
   * the answers.
   */
  public void findHomes() {
    int shards = system.settings().config().getInt("akka.cluster.sharding.number-of-shards");
    Shards.of(system, UserEntity.KEY.name())
        .whenSettled()
        .thenRun(() -> Shards.oneIdEach(shards).forEach(this::get));
  }

  /**
   * A new user, or {@code EMAIL_TAKEN}. Its event claims the address, unless that was claimed
   * before: then to claim it tells by whom, which may be the same command.
   */
  public CompletionStage<UserReply> create(Profile profile, CommandContext context) {
    String newId = newIds.next();
    return metrics.measured(
        "create",
        addresses.withEvent(
            newStreams.begin(
                UserEntity.persistenceId(newId).id(), () -> create(newId, profile, context)),
            () -> createClaimed(newId, profile, context)));
  }

  /** Changes a profile. A new address is claimed only when the user turns out not to have it. */
  public CompletionStage<UserReply> update(
      String userId, ProfileChange change, CommandContext context) {
    return metrics.measured(
        "update",
        update(userId, change, false, context)
            .thenCompose(
                reply ->
                    reply.isRefusal(Reason.EMAIL_UNCLAIMED)
                        ? addresses.with(
                            change.email().orElseThrow(),
                            userId,
                            context,
                            held -> update(userId, change, true, context))
                        : CompletableFuture.completedFuture(reply)));
  }

  public CompletionStage<UserReply> welcome(String userId, CommandContext context) {
    return metrics.measured("welcome", command(userId, to -> new UserCommand.Welcome(context, to)));
  }

  public CompletionStage<UserReply> suspend(
      String userId, Optional<String> reason, CommandContext context) {
    return metrics.measured(
        "suspend", command(userId, to -> new UserCommand.Suspend(reason, context, to)));
  }

  public CompletionStage<UserReply> reactivate(String userId, CommandContext context) {
    return metrics.measured(
        "reactivate", command(userId, to -> new UserCommand.Reactivate(context, to)));
  }

  /** Deletes a user, whose address may be taken as soon as this completes. */
  public CompletionStage<UserReply> delete(String userId, CommandContext context) {
    return metrics.measured(
        "delete",
        command(userId, to -> new UserCommand.Delete(context, to))
            .thenCompose(reply -> addresses.vacatedIfGone(userId, reply)));
  }

  /** The user as it is; if asked for, then once and for {@code users.ask.read-timeout} at most. */
  public CompletionStage<UserReply> get(String userId) {
    return ask(
        () ->
            settled
                .find(userId)
                .<CompletionStage<UserReply>>map(CompletableFuture::completedFuture)
                .orElseGet(() -> Inline.of(entity(userId).ask(UserCommand.Get::new, readTimeout))));
  }

  /** Under the same id: an attempt that was thought lost may have made the user meanwhile. */
  private CompletionStage<UserReply> createClaimed(
      String newId, Profile profile, CommandContext context) {
    return addresses.with(
        profile.email(),
        newId,
        context,
        held ->
            create(held.userId(), profile, context)
                .thenCompose(
                    reply ->
                        held.repeated() && reply.isRefusal(Reason.ALREADY_EXISTS)
                            ? journalled(held.userId(), 1)
                            : CompletableFuture.completedFuture(reply)));
  }

  private CompletionStage<UserReply> create(
      String userId, Profile profile, CommandContext context) {
    return command(userId, to -> new UserCommand.Create(profile, context, to));
  }

  private CompletionStage<UserReply> update(
      String userId, ProfileChange change, boolean claimed, CommandContext context) {
    return command(userId, to -> new UserCommand.Update(change, claimed, context, to));
  }

  private CompletionStage<UserReply> command(
      String userId, Function<ActorRef<UserReply>, UserCommand> command) {
    return ask(() -> attempts.ask(entity(userId), command))
        .thenCompose(
            reply ->
                reply instanceof UserReply.Repeated repeated
                    ? journalled(userId, repeated.version())
                    : CompletableFuture.completedFuture(reply));
  }

  /** Unless the users that are here may live elsewhere by now: that ends like a node that hangs. */
  private CompletionStage<UserReply> ask(Supplier<CompletionStage<UserReply>> question) {
    return wakefulness.isCertain()
        ? question.get()
        : CompletableFuture.failedFuture(new TimeoutException("This node slept too long"));
  }

  /** The answer to a command of the past: the user at the version it led to. */
  private CompletionStage<UserReply> journalled(String userId, long version) {
    return journal
        .userAt(userId, version)
        .thenApply(
            found ->
                found.isPresent() && found.get().user() instanceof users.domain.User.Living living
                    ? new UserReply.Found(userId, living, version)
                    : new UserReply.Gone(version));
  }

  private EntityRef<UserCommand> entity(String userId) {
    return sharding.entityRefFor(UserEntity.KEY, userId);
  }
}
