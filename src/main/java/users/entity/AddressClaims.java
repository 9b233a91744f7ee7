package users.entity;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import users.domain.Decision.Reason;
import users.email.Claim;
import users.email.EmailClaims;

/** What a command about an e-mail address needs around it: the claim before, its end after. */
final class AddressClaims {
  private final EmailClaims emails;
  private final CommandMetrics metrics;

  AddressClaims(EmailClaims emails, CommandMetrics metrics) {
    this.emails = emails;
    this.metrics = metrics;
  }

  /**
   * For a command under way whose event claims the address.
   *
   * @param otherwise what to do if it can't
   */
  CompletionStage<UserReply> withEvent(
      CompletionStage<UserReply> command, Supplier<CompletionStage<UserReply>> otherwise) {
    return command
        .whenComplete((reply, failure) -> metrics.claimedByEvent(Optional.ofNullable(reply)))
        .thenCompose(
            reply ->
                reply.isRefusal(Reason.EMAIL_UNCLAIMED)
                    ? otherwise.get()
                    : CompletableFuture.completedFuture(reply));
  }

  /** Claims the address, sends the command, and gives the address back if it is refused. */
  CompletionStage<UserReply> with(
      String address,
      String userId,
      CommandContext context,
      Function<Claim.Held, CompletionStage<UserReply>> command) {
    return emails
        .claim(address, userId, context.commandId(), context.fingerprint())
        .whenComplete((claim, failure) -> metrics.claimed(Optional.ofNullable(claim)))
        .thenCompose(
            claim ->
                claim instanceof Claim.Held held
                    ? command
                        .apply(held)
                        .thenCompose(reply -> releasedIfRefused(address, held, context, reply))
                    : CompletableFuture.completedFuture(new UserReply.Refused(reason(claim))));
  }

  /** Where that fails, who claims the address finds out, or the read side does. */
  CompletionStage<UserReply> vacatedIfGone(String userId, UserReply reply) {
    return reply instanceof UserReply.Gone gone
        ? emails.vacate(userId, gone.version()).handle((done, failure) -> reply)
        : CompletableFuture.completedFuture(reply);
  }

  private CompletionStage<UserReply> releasedIfRefused(
      String address, Claim.Held held, CommandContext context, UserReply reply) {
    return reply instanceof UserReply.Refused refused && mayRelease(refused.reason(), held)
        ? emails
            .release(address, held.userId(), context.commandId())
            .handle((done, failure) -> reply)
        : CompletableFuture.completedFuture(reply);
  }

  /** Not what another request of the same id may have taken. */
  private static boolean mayRelease(Reason reason, Claim.Held held) {
    return !held.repeated() && reason != Reason.COMMAND_ID_REUSED;
  }

  private static Reason reason(Claim claim) {
    return claim instanceof Claim.Taken ? Reason.EMAIL_TAKEN : Reason.COMMAND_ID_REUSED;
  }
}
