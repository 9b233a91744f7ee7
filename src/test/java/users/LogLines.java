package users;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the classes of a package log, or one class, until closed. */
public final class LogLines implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private LogLines(Logger logger) {
    this.logger = logger;
    lines.start();
    logger.addAppender(lines);
  }

  public static LogLines of(String name) {
    return new LogLines((Logger) LoggerFactory.getLogger(name));
  }

  public List<ILoggingEvent> all() {
    synchronized (lines) {
      return List.copyOf(lines.list);
    }
  }

  /** Those that say something. */
  public List<ILoggingEvent> about(String something) {
    return all().stream().filter(line -> line.getFormattedMessage().contains(something)).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
  }
}
