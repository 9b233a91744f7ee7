package users.welcome;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import users.domain.Metadata;
import users.domain.Profile;
import users.domain.User;
import users.entity.CommandContext;
import users.entity.UserReply;
import users.entity.Users;

/**
 * Welcomes one user: the mail, if there is a mail server, then the command. Every step may be taken
 * again: the user knows whether it is welcomed, and a second mail carries the id of the first.
 */
record Greeter(
    Users users,
    Optional<WelcomeMail> mail,
    Executor mailThreads,
    Clock clock,
    WelcomeMetrics metrics) {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  CompletionStage<Outcome> greet(String userId) {
    return mail.<CompletionStage<Outcome>>map(
            sender -> users.get(userId).thenCompose(found -> mailAndCommand(sender, userId, found)))
        .orElseGet(() -> command(userId))
        .exceptionally(failure -> new Outcome.Later(failure.getClass().getSimpleName()))
        .whenComplete((outcome, never) -> metrics.attempted(outcome));
  }

  /** The address that a user has, if living. */
  CompletionStage<Optional<String>> address(String userId) {
    return users
        .get(userId)
        .thenApply(found -> toWelcome(found).map(User.Living::profile).map(Profile::email));
  }

  private CompletionStage<Outcome> mailAndCommand(
      WelcomeMail sender, String userId, UserReply found) {
    Optional<User.Living> user = toWelcome(found).filter(living -> !living.welcomed());
    if (user.isEmpty()) {
      return completedFuture(new Outcome.Done());
    }
    Profile profile = user.get().profile();
    return CompletableFuture.supplyAsync(() -> sender.send(userId, profile), mailThreads)
        .thenCompose(delivery -> after(delivery, userId, profile));
  }

  private CompletionStage<Outcome> after(Delivery delivery, String userId, Profile profile) {
    if (delivery instanceof Delivery.Refused refused) {
      return completedFuture(new Outcome.Refused(profile.email(), refused.code()));
    }
    if (delivery instanceof Delivery.Failed failed) {
      return completedFuture(new Outcome.Later(failed.code()));
    }
    return delivery instanceof Delivery.Unreachable unreachable
        ? completedFuture(new Outcome.Unreachable(unreachable.code()))
        : command(userId);
  }

  /** Always under the same id; that of a refused one is a user who is gone. */
  private CompletionStage<Outcome> command(String userId) {
    var context =
        CommandContext.ofProcess(
            Metadata.WELCOME_PROCESS, "welcome:" + userId, clock.instant().plus(DEADLINE));
    return users
        .welcome(userId, context)
        .thenApply(
            reply ->
                reply instanceof UserReply.Expired
                    ? new Outcome.Later("expired")
                    : new Outcome.Done());
  }

  private static Optional<User.Living> toWelcome(UserReply reply) {
    return reply instanceof UserReply.Found found ? Optional.of(found.user()) : Optional.empty();
  }
}
