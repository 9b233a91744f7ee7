package users.email;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import users.infrastructure.ArrayParameters;

/**
 * Brings the claims of some users in line with their new events: commands that led to one are no
 * longer pending, and an address that its user has left is free once no command on it is.
 *
 * <p>Each claim remembers the user's version by which it became what it is. Without that, a replay
 * (a second instance, a rebuilt view) would take the present address of a user for one that it
 * left.
 */
final class Settlement {
  private static final String HOLDINGS =
      """
      (SELECT user_id, email, version, string_to_array(ids, E'\\n') AS commands
      FROM unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[]) AS u (user_id, email, version, ids)) h
      """;

  private static final String KEPT =
      "c.email = h.email OR (h.email IS NOT NULL AND NOT c.pending <@ h.commands)";

  /** Answers what is left of the claims. One that is as it should be is left alone. */
  private static final String SETTLE =
      """
      WITH h AS MATERIALIZED (SELECT * FROM %2$s), changed AS (
        UPDATE email_claim c SET
          settled = h.version,
          pending = ARRAY(SELECT unnest(c.pending) EXCEPT SELECT unnest(h.commands)),
          email = CASE WHEN %1$s THEN c.email END,
          released_at = CASE WHEN %1$s THEN NULL ELSE now() END
        FROM h
        WHERE c.user_id = h.user_id AND c.settled < h.version AND c.email IS NOT NULL
          AND (c.email IS DISTINCT FROM h.email OR c.pending <> '{}')
        RETURNING c.user_id, c.email
      )
      SELECT user_id, email FROM changed
      UNION ALL
      SELECT c.user_id, c.email FROM h JOIN email_claim c USING (user_id, email)
      WHERE c.pending = '{}'
      """
          .formatted(KEPT, HOLDINGS);

  /**
   * For claims that were lost, so that the events bring them back. In the order of the addresses,
   * as {@link ClaimTable} inserts them: two cannot lock each other out. Answers what no claim of
   * the user is as new as.
   */
  private static final String RESTORE =
      """
      WITH missing AS (
        SELECT h.user_id, h.email, h.version FROM %s
        WHERE NOT EXISTS (
          SELECT FROM email_claim c WHERE c.user_id = h.user_id AND c.settled >= h.version)
      ), restored AS (
        INSERT INTO email_claim (email, user_id, pending, expires_at, settled)
        SELECT email, user_id, '{}', now(), version FROM missing ORDER BY email
        ON CONFLICT DO NOTHING
      )
      SELECT user_id, email FROM missing
      """
          .formatted(HOLDINGS);

  private static final String CONFLICTS =
      """
      SELECT h.user_id, h.email
      FROM %s JOIN email_claim other ON other.email = h.email AND other.user_id <> h.user_id
      """
          .formatted(HOLDINGS);

  /** A user and an address, by its key. */
  record Pair(String userId, String email) {}

  private final Connection connection;
  private final List<Holding> holdings;

  /** In the order of the ids, so that two settlements cannot lock each other out. */
  Settlement(Connection connection, List<Holding> holdings) {
    this.connection = connection;
    this.holdings = holdings.stream().sorted(Comparator.comparing(Holding::userId)).toList();
  }

  /** Settles, and tells whose address another one has claimed, going by what is settled. */
  Set<Pair> settle() throws SQLException {
    return restore(run(SETTLE, holdings));
  }

  private Set<Pair> restore(Set<Pair> settled) throws SQLException {
    Set<Pair> missing = run(RESTORE, only(h -> h.key().isPresent() && !settled.contains(pair(h))));
    return run(CONFLICTS, only(h -> h.key().isPresent() && missing.contains(pair(h))));
  }

  private List<Holding> only(Predicate<Holding> condition) {
    return holdings.stream().filter(condition).toList();
  }

  private Set<Pair> run(String sql, List<Holding> about) throws SQLException {
    if (about.isEmpty()) {
      return Set.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var columns = new ArrayParameters<>(statement, about);
      columns.set(1, "uuid", Holding::userId);
      columns.set(2, "text", holding -> holding.key().orElse(null));
      columns.set(3, "bigint", Holding::version);
      columns.set(4, "text", holding -> String.join("\n", holding.commandIds()));
      var pairs = new HashSet<Pair>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          pairs.add(new Pair(rows.getString(1), rows.getString(2)));
        }
      }
      return pairs;
    }
  }

  private static Pair pair(Holding holding) {
    return new Pair(holding.userId(), holding.key().orElseThrow());
  }
}
