package users.faults;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that write all the time. Each repeats a request with its Idempotency-Key until it is
 * answered, leaves a node that says {@code Connection: close} or refuses the connection, and
 * remembers what was acknowledged and what failed on the way.
 */
final class Writers implements AutoCloseable {

  /** A change that a client was told is done. */
  record Acknowledged(String userId, long version, String lastName) {}

  /** A request that was not answered as it should; it was repeated. */
  record Failure(String what, long millis) {}

  private static final Logger log = LoggerFactory.getLogger(Writers.class);

  private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
  private final AtomicInteger created = new AtomicInteger();
  private final List<Thread> threads;
  private volatile boolean stopped;

  private Writers(List<Node> nodes, int count) {
    threads =
        IntStream.range(0, count)
            .mapToObj(i -> new Thread(new Writer(this, nodes, i), "writer-" + i))
            .toList();
  }

  static Writers start(List<Node> nodes, int count) {
    var writers = new Writers(nodes, count);
    writers.threads.forEach(Thread::start);
    return writers;
  }

  /** Waits until so many users have been created since the start. */
  void awaitCreated(int count) {
    Awaitility.await("users are created").until(() -> created.get() >= count);
  }

  /** Lets each finish what it began. */
  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join(60_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    log.info(
        "{} changes acknowledged, {} attempts failed, longest wait {} ms",
        acknowledged.size(),
        failures.size(),
        longestWait().toMillis());
  }

  boolean stopped() {
    return stopped;
  }

  void acknowledge(Acknowledged change, Duration wait) {
    acknowledged.add(change);
    waits.add(wait);
    if (change.version() == 1) {
      created.incrementAndGet();
    }
  }

  void fail(String what, Duration wait) {
    failures.add(new Failure(what, wait.toMillis()));
  }

  List<Acknowledged> acknowledged() {
    return List.copyOf(acknowledged);
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  /** From the first attempt to the acknowledgement. */
  Duration longestWait() {
    return waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  int created() {
    return created.get();
  }
}
