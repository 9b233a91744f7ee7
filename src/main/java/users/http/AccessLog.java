package users.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What is worth a line about a request: what the service is to blame for. Routes, never paths, and
 * no word of what was sent: that is personal.
 */
final class AccessLog {
  private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
  private final AtomicLong unsaid = new AtomicLong();

  void failed(Throwable failure, RequestIds ids) {
    Throwable cause = Responses.cause(failure);
    if (cause instanceof Problem) {
      return;
    }
    if (!Responses.isUnavailability(cause)) {
      line(Level.ERROR, ids).setCause(cause).log("Internal error");
    } else if (mayWarn()) {
      line(Level.WARN, ids)
          .addKeyValue("unsaid", unsaid.getAndSet(0))
          .log("Unavailable: {}", cause.toString());
    } else {
      unsaid.incrementAndGet();
    }
  }

  void answered(int status, RequestIds ids, RequestMetrics.Measured measured) {
    if (log.isDebugEnabled()) {
      line(Level.DEBUG, ids)
          .addKeyValue("millis", measured.millis())
          .log("{} {} {}", measured.method(), measured.route(), status);
    }
  }

  private static org.slf4j.spi.LoggingEventBuilder line(Level level, RequestIds ids) {
    return log.atLevel(level)
        .addKeyValue("requestId", ids.requestId())
        .addKeyValue("traceId", ids.traceId());
  }

  /** An outage fails every request: one line a second tells as much as a thousand. */
  private boolean mayWarn() {
    long now = System.nanoTime();
    long next = nextWarning.get();
    return now - next >= 0 && nextWarning.compareAndSet(next, now + INTERVAL);
  }
}
