package users.email;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import users.email.Claim.CommandIdReused;
import users.email.Claim.Held;

/** A wish to claim an address, by its {@linkplain users.domain.EmailAddress#key key}. */
record ClaimRequest(String email, String userId, String commandId, Optional<String> fingerprint) {

  /** What to do about the claims that stand in the way. */
  sealed interface Step {
    record Answer(Claim claim) implements Step {}

    /** The command joins those that are pending on the user's own claim. */
    record Join(Held held) implements Step {}

    /** The request that made the claim is to be forgotten. */
    record Forget(ClaimRow claim) implements Step {}

    /** The journal has to say whether the claim's user holds the address. */
    record Judge(ClaimRow claim) implements Step {}

    /** They are gone again. */
    record Repeat() implements Step {}
  }

  /** Only an id that a client gave can come from two requests. */
  Optional<String> requestId() {
    return fingerprint.map(content -> commandId);
  }

  Step next(List<ClaimRow> claims) {
    return first(claims, claim -> claim.requestId().equals(Optional.of(commandId)))
        .map(this::known)
        .or(() -> first(claims, claim -> claim.email().equals(Optional.of(email))).map(this::held))
        .orElseGet(Step.Repeat::new);
  }

  private Step known(ClaimRow claim) {
    boolean released = claim.email().isEmpty();
    boolean ownUser = claim.userId().equals(userId);
    if (claim.outdated() || (released && ownUser && sameContent(claim))) {
      return new Step.Forget(claim);
    }
    if (!sameContent(claim)) {
      return new Step.Answer(new CommandIdReused());
    }
    // The user exists, and knows the command that created it: nothing will be taken.
    return released || (claim.settled() && !ownUser)
        ? new Step.Answer(new Held(claim.userId(), true))
        : new Step.Join(new Held(claim.userId(), true));
  }

  private Step held(ClaimRow claim) {
    return claim.userId().equals(userId)
        ? new Step.Join(new Held(userId, false))
        : new Step.Judge(claim);
  }

  private boolean sameContent(ClaimRow claim) {
    return claim.fingerprint().equals(fingerprint) && claim.email().map(email::equals).orElse(true);
  }

  private static Optional<ClaimRow> first(List<ClaimRow> claims, Predicate<ClaimRow> condition) {
    return claims.stream().filter(condition).findFirst();
  }
}
