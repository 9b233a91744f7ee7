package users.email;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import java.util.concurrent.CompletionStage;
import users.email.Claim.Held;
import users.email.Claim.Taken;
import users.email.ClaimRequest.Step;

/** One claim on its way: inserted at once as a rule, else step by step past those that stand. */
record ClaimAttempt(ClaimRequest request, Claims claims, Holders holders, int stepsLeft) {
  /** Each step is taken again only because somebody else's was, so this is never reached. */
  private static final int MOST_STEPS = 100;

  ClaimAttempt(ClaimRequest request, Claims claims, Holders holders) {
    this(request, claims, holders, MOST_STEPS);
  }

  CompletionStage<Claim> make() {
    return stepsLeft == 0
        ? failedFuture(new IllegalStateException("An e-mail claim does not come to an end"))
        : claims.insert(request).thenCompose(inserted -> inserted ? held() : look());
  }

  private CompletionStage<Claim> held() {
    return completedFuture(new Held(request.userId(), false));
  }

  private CompletionStage<Claim> look() {
    return claims.ask(table -> request.next(table.inTheWayOf(request))).thenCompose(this::take);
  }

  private CompletionStage<Claim> take(Step step) {
    if (step instanceof Step.Answer answer) {
      return completedFuture(answer.claim());
    }
    if (step instanceof Step.Join join) {
      return claims
          .ask(table -> table.join(request, join.held().userId()))
          .thenCompose(joined -> joined ? completedFuture(join.held()) : again());
    }
    if (step instanceof Step.Judge judge) {
      return holders
          .freed(judge.claim())
          .thenCompose(freed -> freed ? again() : completedFuture(new Taken()));
    }
    return step instanceof Step.Forget forget
        ? claims.ask(table -> table.forget(forget.claim())).thenCompose(done -> again())
        : again();
  }

  private CompletionStage<Claim> again() {
    return new ClaimAttempt(request, claims, holders, stepsLeft - 1).make();
  }
}
