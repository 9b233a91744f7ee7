package users.infrastructure;

import akka.dispatch.ExecutionContexts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import scala.compat.java8.FutureConverters;
import scala.concurrent.ExecutionContext;
import scala.util.Try;

/**
 * Stages whose next step runs where they complete. What Akka's Java API returns is a Scala future
 * in disguise, which hands each {@code thenApply} to the common pool: a hop for every step, and on
 * a machine with two cores, where Java has no such pool, a new thread for every step.
 */
public final class Inline {
  private static final ExecutionContext HERE = ExecutionContexts.fromExecutor(Runnable::run);

  /** The same stage, without hops. */
  public static <T> CompletionStage<T> of(CompletionStage<T> stage) {
    var inline = new CompletableFuture<T>();
    FutureConverters.toScala(stage).onComplete(outcome -> complete(inline, outcome), HERE);
    return inline;
  }

  private static <T> boolean complete(CompletableFuture<T> stage, Try<T> outcome) {
    return outcome.isSuccess()
        ? stage.complete(outcome.get())
        : stage.completeExceptionally(outcome.failed().get());
  }

  private Inline() {}
}
