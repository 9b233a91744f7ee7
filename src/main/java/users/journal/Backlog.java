package users.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import users.infrastructure.SqlFunction;

/**
 * What is committed in the journal and waits to be read by one who stands at a position: be it part
 * of the feed yet or not.
 *
 * @param events how many, counted up to {@link #MOST}
 * @param oldest when the first of them was stored; empty if nothing waits
 * @param readable whether any of them can be read yet: an older transaction that is still open
 *     keeps them all back
 */
public record Backlog(long events, Optional<Instant> oldest, boolean readable) {
  public static final int MOST = 10_000;
  public static final Backlog NONE = new Backlog(0, Optional.empty(), false);

  private static final String COUNT =
      "SELECT count(*), min(write_timestamp), bool_or(settled) FROM (SELECT write_timestamp,"
          + " transaction_id < (SELECT pg_snapshot_xmin(pg_current_snapshot())) AS settled"
          + " FROM event_journal WHERE "
          + FeedPages.AFTER
          + " AND slice BETWEEN ? AND ? ORDER BY transaction_id, ordering LIMIT ?) AS waiting";

  /** What of these slices waits after the position. */
  public static SqlFunction<Backlog> after(Position position, SliceRange slices) {
    return connection -> {
      try (PreparedStatement query = connection.prepareStatement(COUNT)) {
        FeedPages.bind(query, position);
        query.setInt(3, slices.from());
        query.setInt(4, slices.to());
        query.setInt(5, MOST);
        return read(query);
      }
    };
  }

  /** The end of the feed, read from the journal itself. */
  public static Position head(Connection connection) throws SQLException {
    return FeedPages.head(connection);
  }

  private static Backlog read(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      row.next();
      long events = row.getLong(1);
      Instant oldest = Instant.ofEpochMilli(row.getLong(2));
      return events == 0 ? NONE : new Backlog(events, Optional.of(oldest), row.getBoolean(3));
    }
  }

  /** How long the oldest event waits; zero if nothing does. */
  public Duration age(Instant now) {
    Duration age = oldest.map(since -> Duration.between(since, now)).orElse(Duration.ZERO);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
