package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Puts requests to the database together: whoever comes while a statement is under way shares the
 * next. A batch that fails because of one of its requests is repeated one by one, so that nobody
 * suffers for another.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class Batcher<Q, A> {
  private static final int LARGEST_BATCH = 200;
  private static final int LONGEST_QUEUE = 5_000;

  /** Answers some requests, in their order, by one statement in autocommit mode. */
  @FunctionalInterface
  public interface Work<Q, A> {
    List<A> run(Connection connection, List<Q> requests) throws SQLException;
  }

  /** Where a connection comes from; closing it gives it back. */
  @FunctionalInterface
  public interface ConnectionSource {
    Connection get() throws SQLException;
  }

  private record Asked<Q, A>(Q request, CompletableFuture<A> answer) {}

  private final ConnectionSource connections;
  private final Work<Q, A> work;
  private final int size;
  private final ThreadPoolExecutor threads;
  private final Pace pace;
  private volatile long next = System.nanoTime();
  private final AtomicInteger working = new AtomicInteger();
  private final BlockingQueue<Asked<Q, A>> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);

  /**
   * @param name of its threads, which come and go with the work
   * @param size statements at the same time; the fewer, the larger the batches
   */
  public Batcher(String name, int size, ConnectionSource connections, Work<Q, A> work) {
    this(name, size, Pace.NONE, connections, work);
  }

  /**
   * @param pace from the beginning of a statement to that of the next, at least, by the requests
   *     that shared it; who comes later than that does not wait
   */
  public Batcher(String name, int size, Pace pace, ConnectionSource connections, Work<Q, A> work) {
    this.pace = pace;
    this.connections = connections;
    this.work = work;
    this.size = size;
    this.threads = PoolSettings.threads(name, size);
    threads.setKeepAliveTime(10, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
  }

  /** Fails with {@link RejectedExecutionException} when 5,000 requests are waiting already. */
  public CompletionStage<A> ask(Q request) {
    var asked = new Asked<Q, A>(request, new CompletableFuture<>());
    if (queue.offer(asked)) {
      startWorking();
    } else {
      asked.answer().completeExceptionally(new RejectedExecutionException("Too many requests"));
    }
    return asked.answer();
  }

  /**
   * Counts only who does work: one who looked and went must not keep away who finishes just now.
   */
  private void startWorking() {
    int before = working.get();
    while (before < size) {
      if (working.compareAndSet(before, before + 1)) {
        threads.execute(this::workOff);
        return;
      }
      before = working.get();
    }
  }

  private void workOff() {
    var batch = new ArrayList<Asked<Q, A>>();
    while (!queue.isEmpty()) {
      LockSupport.parkNanos(next - System.nanoTime());
      queue.drainTo(batch, LARGEST_BATCH);
      next = System.nanoTime() + pace.after(batch.size()).toNanos();
      answer(batch);
      batch.clear();
    }
    working.decrementAndGet();
    if (!queue.isEmpty()) {
      // Somebody came after the last look and found everybody at work.
      startWorking();
    }
  }

  private void answer(List<Asked<Q, A>> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try (Connection connection = connections.get()) {
      answer(connection, batch);
    } catch (SQLException | RuntimeException | Error failure) {
      batch.forEach(asked -> asked.answer().completeExceptionally(failure));
    }
  }

  private void answer(Connection connection, List<Asked<Q, A>> batch) {
    try {
      List<A> answers = work.run(connection, batch.stream().map(Asked::request).toList());
      for (int i = 0; i < answers.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (SQLException failure) {
      if (batch.size() > 1 && isOfOne(failure)) {
        batch.forEach(asked -> answer(connection, List.of(asked)));
      } else {
        batch.forEach(asked -> asked.answer().completeExceptionally(failure));
      }
    }
  }

  /**
   * Wrong data (class 22), a violated constraint (23), a deadlock (40) or a lock that was not to be
   * had (55): of one request, perhaps, and not of the others.
   */
  private static boolean isOfOne(SQLException failure) {
    String state = failure.getSQLState();
    return state != null && List.of("22", "23", "40", "55").stream().anyMatch(state::startsWith);
  }
}
