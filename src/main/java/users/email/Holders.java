package users.email;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import users.domain.EmailAddress;
import users.domain.User;
import users.journal.Snapshot;

/** Who has which address, by the journal: it alone knows. */
record Holders(Claims claims, Function<String, CompletionStage<Optional<Snapshot>>> users) {

  /**
   * Frees the address of a claim if its user does not have it and cannot get it any more: it is
   * deleted, or no command of its own is under way.
   *
   * @return whether it is worth to claim the address again
   */
  CompletionStage<Boolean> freed(ClaimRow claim) {
    return users.apply(claim.userId()).thenCompose(found -> freed(claim, found));
  }

  CompletionStage<Boolean> has(String userId, String email) {
    return users
        .apply(userId)
        .thenApply(found -> found.filter(snapshot -> has(snapshot.user(), email)).isPresent());
  }

  private CompletionStage<Boolean> freed(ClaimRow claim, Optional<Snapshot> found) {
    if (found.isPresent() && found.get().user() instanceof User.Deleted) {
      return claims.ask(table -> table.giveUp(claim)).thenApply(done -> true);
    }
    if (!claim.quiet()) {
      return completedFuture(false);
    }
    if (found.isEmpty()) {
      return claims.ask(table -> table.remove(claim)).thenApply(done -> true);
    }
    return has(found.get().user(), claim.email().orElseThrow())
        ? confirmed(claim, found.get().version())
        : claims.ask(table -> table.giveUp(claim)).thenApply(done -> true);
  }

  private CompletionStage<Boolean> confirmed(ClaimRow claim, long version) {
    return claim.settled()
        ? completedFuture(false)
        : claims.ask(table -> table.confirm(claim, version)).thenApply(done -> false);
  }

  private static boolean has(User user, String email) {
    return user instanceof User.Living living
        && EmailAddress.key(living.profile().email()).equals(email);
  }
}
