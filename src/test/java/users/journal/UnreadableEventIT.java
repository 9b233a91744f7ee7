package users.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.stream.javadsl.Sink;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.LogLines;
import users.infrastructure.Pace;

/** An event that nobody can read: its projection stands, and the log says where and why. */
class UnreadableEventIT {
  private static final String USER = "01900000-0000-7000-8000-000000000001";

  private final JournalUnderTest it = JournalUnderTest.start();
  private final LogLines log = LogLines.of(FeedSource.class.getName());

  @AfterEach
  void stop() {
    log.close();
    it.close();
  }

  @Test
  void theLogNamesItAndNothingPersonal() throws SQLException {
    try (Connection connection = it.database.connection()) {
      EventWriter.store(connection, USER, 1, "{\"type\":\"user-created\",\"firstName\":[\"Ann\"]}");
    }
    var source =
        new FeedSource(it.journal, SliceRange.ALL, Pace.NONE)
            .source(() -> CompletableFuture.completedFuture(Optional.empty()))
            .toCompletableFuture()
            .join();

    assertThatThrownBy(
            () -> source.runWith(Sink.head(), it.testKit.system()).toCompletableFuture().join())
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(log.all())
        .extracting(ILoggingEvent::getFormattedMessage)
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .startsWith("Slices 0-127 go no further: Event " + USER + "/1 at ")
                    .contains("jackson")
                    .doesNotContain("Ann"));
  }
}
