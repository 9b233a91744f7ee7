package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;
import users.journal.SliceRange;

/** How far behind the read side is said to be. */
class LagReaderIT {

  @Test
  void whoHasNothingToDoIsNotBehindHoweverLongTheReadingTakes() throws SQLException {
    var seconds = new AtomicLong();
    InstantSource aSecondLaterEachTime = () -> Instant.ofEpochSecond(seconds.incrementAndGet());
    Clock clock = aSecondLaterEachTime.withZone(ZoneOffset.UTC);
    var reader = new LagReader(UserView.PROJECTION, List.of(SliceRange.ALL), clock);

    try (var test = TestDatabase.create();
        Connection connection = test.connection()) {
      assertThat(reader.read(connection)).isEqualTo(new Lag(0, 0));
    }
  }
}
