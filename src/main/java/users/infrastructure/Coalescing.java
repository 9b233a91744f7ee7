package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the database once for equal questions: who asks while an equal question waits for a thread
 * gets its answer as well. One that is being answered takes in nobody, so every answer was read
 * after its question. Without a queue nobody waits for another.
 *
 * @param <Q> a question, with {@code equals}
 * @param <A> its answer, which nobody may change
 */
public final class Coalescing<Q, A> {

  /** Answers a question, in autocommit mode. */
  @FunctionalInterface
  public interface Work<Q, A> {
    A answer(Connection connection, Q question) throws SQLException;
  }

  private final Database database;
  private final Work<Q, A> work;
  private final Map<Q, CompletableFuture<A>> waiting = new ConcurrentHashMap<>();

  public Coalescing(Database database, Work<Q, A> work) {
    this.database = database;
    this.work = work;
  }

  /** Fails as {@link Database#call} does. */
  public CompletionStage<A> ask(Q question) {
    var mine = new CompletableFuture<A>();
    CompletableFuture<A> equal = waiting.putIfAbsent(question, mine);
    if (equal != null) {
      return equal;
    }
    database
        .call(connection -> answer(connection, question))
        .whenComplete((answer, failure) -> complete(question, mine, answer, failure));
    return mine;
  }

  private A answer(Connection connection, Q question) throws SQLException {
    waiting.remove(question);
    return work.answer(connection, question);
  }

  private void complete(Q question, CompletableFuture<A> mine, A answer, Throwable failure) {
    // Without a thread or a connection it is waiting still.
    waiting.remove(question, mine);
    if (failure == null) {
      mine.complete(answer);
    } else {
      mine.completeExceptionally(failure);
    }
  }
}
