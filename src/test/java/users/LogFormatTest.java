package users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** The text log, which is read line by line. */
class LogFormatTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    context.putProperty("LOG_FORMAT", "text");
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aMessageOfSeveralLinesIsOneLine() {
    Logger logger = context.getLogger("users.Journal");
    var event =
        new LoggingEvent(
            null, logger, Level.WARN, "Not read: {}", null, new Object[] {"a\r\n  b\nc"});
    event.setInstant(Instant.EPOCH);
    event.addKeyValuePair(new KeyValuePair("requestId", "r1"));

    assertThat(line(event))
        .isEqualTo("1970-01-01T00:00:00.000Z WARN  users.Journal Not read: a b c requestId=r1\n");
  }

  private String line(ILoggingEvent event) {
    var appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDOUT");
    return new String(appender.getEncoder().encode(event), UTF_8);
  }
}
