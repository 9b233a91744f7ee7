package users.http;

import akka.http.javadsl.model.AttributeKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What the node works on, and whether more may come. A burst is taken up to a bound. But if more
 * waits than is done in half a second, and has done so for a while, whoever comes is refused at
 * once: a queue that stands makes everybody wait and nothing quicker. When nobody had to be refused
 * for a second, bursts are welcome again.
 */
final class Workload {
  /** For who reads a body: while it comes in, the request is no work. */
  static final AttributeKey<Workload> KEY = AttributeKey.create("workload", Workload.class);

  private static final double SHORT_QUEUE_SECONDS = 0.5;
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long CALM = TimeUnit.SECONDS.toNanos(1);
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(200);

  private final int few;
  private final int most;
  private final LongSupplier nanoTime;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private volatile double finishedPerSecond;
  private volatile long windowBegan;
  private volatile long shortSince;
  private volatile long refusedAt;

  /**
   * @param few requests that are never a queue, however slow they are
   * @param most requests at once, also those whose bodies are still to come
   * @param nanoTime the time that passes
   */
  Workload(int few, int most, LongSupplier nanoTime) {
    this.few = few;
    this.most = most;
    this.nanoTime = nanoTime;
    this.windowBegan = nanoTime.getAsLong();
    this.shortSince = windowBegan;
    this.refusedAt = windowBegan - CALM;
  }

  /** Takes a request in, which then has to {@link #leave}; false if it is one too many. */
  boolean enter() {
    long now = nanoTime.getAsLong();
    measure(now);
    if (open.get() >= most || !isWelcome(now)) {
      refusedAt = now;
      return false;
    }
    open.incrementAndGet();
    atWork.incrementAndGet();
    return true;
  }

  void leave() {
    open.decrementAndGet();
    atWork.decrementAndGet();
    finished.incrementAndGet();
  }

  /** The request waits for its client; {@link #resume} ends that. */
  void pause() {
    atWork.decrementAndGet();
  }

  void resume() {
    atWork.incrementAndGet();
  }

  /** Requests that are in. */
  int size() {
    return open.get();
  }

  private boolean isWelcome(long now) {
    if (atWork.get() < Math.max(few, finishedPerSecond * SHORT_QUEUE_SECONDS)) {
      if (now - refusedAt >= CALM) {
        shortSince = now;
      }
      return true;
    }
    return now - shortSince < PATIENCE;
  }

  /** Two who measure at once lose a window: nobody notices. */
  private void measure(long now) {
    long passed = now - windowBegan;
    if (passed >= WINDOW) {
      windowBegan = now;
      double latest = finished.getAndSet(0) * 1e9 / passed;
      finishedPerSecond = (finishedPerSecond + latest) / 2;
    }
  }
}
