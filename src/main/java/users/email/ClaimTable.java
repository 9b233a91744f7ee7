package users.email;

import akka.Done;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import users.infrastructure.ArrayParameters;

/** The stored claims, one statement a method. Those that change a row say whether they did. */
record ClaimTable(Connection connection, Duration lease) {

  /**
   * On disk before its command goes out: an event that is stored after a crash of the database must
   * find the claim of before. In the order of the addresses, so that two batches cannot lock each
   * other out.
   */
  private static final String INSERT =
      """
      INSERT INTO email_claim (email, user_id, request_id, fingerprint, pending, expires_at)
      SELECT r.email, r.user_id, r.request_id, r.fingerprint, ARRAY[r.command_id],
        now() + ? * interval '1 ms'
      FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[])
          AS r (email, user_id, request_id, fingerprint, command_id)
      ORDER BY r.email
      ON CONFLICT DO NOTHING
      RETURNING user_id, pending[1]
      """;

  private static final String JOIN =
      """
      UPDATE email_claim SET
        pending = CASE WHEN ? = ANY (pending) THEN pending ELSE pending || ? END,
        expires_at = now() + ? * interval '1 ms'
      WHERE email = ? AND user_id = ?::uuid
      """;

  private static final String GIVE_UP =
      """
      UPDATE email_claim SET email = NULL, pending = '{}', released_at = now()
      WHERE email = ? AND xmin::text = ?
      """;

  /** Waits for nobody: whom the read side has locked just now, it will free itself. */
  private static final String VACATE =
      """
      WITH left_behind AS MATERIALIZED (
        SELECT c.email, v.version
        FROM unnest(?::uuid[], ?::bigint[]) AS v (user_id, version)
        JOIN email_claim c USING (user_id)
        WHERE c.email IS NOT NULL
        FOR UPDATE OF c SKIP LOCKED
      ), vacated AS (
        UPDATE email_claim c
        SET email = NULL, pending = '{}', released_at = now(), settled = l.version
        FROM left_behind l WHERE c.email = l.email
      )
      SELECT set_config('synchronous_commit', 'off', true)
      """;

  /** For each request whether nothing stood in its way. */
  List<Boolean> insert(List<ClaimRequest> requests) throws SQLException {
    Set<List<String>> inserted = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setLong(1, lease.toMillis());
      var columns = new ArrayParameters<>(statement, requests);
      columns.set(2, "text", ClaimRequest::email);
      columns.set(3, "text", ClaimRequest::userId);
      columns.set(4, "text", request -> request.requestId().orElse(null));
      columns.set(5, "text", request -> request.fingerprint().orElse(null));
      columns.set(6, "text", ClaimRequest::commandId);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          inserted.add(List.of(rows.getString(1), rows.getString(2)));
        }
      }
    }
    return requests.stream()
        .map(request -> inserted.contains(List.of(request.userId(), request.commandId())))
        .toList();
  }

  List<ClaimRow> inTheWayOf(ClaimRequest request) throws SQLException {
    return rows(
        "SELECT " + ClaimRow.COLUMNS + " FROM email_claim WHERE email = ? OR request_id = ?",
        request.email(),
        request.commandId());
  }

  boolean join(ClaimRequest request, String userId) throws SQLException {
    String command = request.commandId();
    return changes(JOIN, command, command, lease.toMillis(), request.email(), userId);
  }

  boolean forget(ClaimRow claim) throws SQLException {
    return changes(
        "UPDATE email_claim SET request_id = NULL, fingerprint = NULL WHERE request_id = ?",
        claim.requestId().orElseThrow());
  }

  /** Frees the address, if the claim is still as it was read. */
  boolean giveUp(ClaimRow claim) throws SQLException {
    return changes(GIVE_UP, claim.email().orElseThrow(), claim.stamp());
  }

  /** Frees what the users held. What a crash takes back here, the read side does again. */
  List<Done> vacate(List<Vacancy> vacancies) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(VACATE)) {
      var columns = new ArrayParameters<>(statement, vacancies);
      columns.set(1, "uuid", Vacancy::userId);
      columns.set(2, "bigint", Vacancy::version);
      statement.executeQuery().close();
    }
    return Collections.nCopies(vacancies.size(), Done.done());
  }

  /** Forgets a claim that came to nothing, if it is still as it was read. */
  boolean remove(ClaimRow claim) throws SQLException {
    return changes(
        "DELETE FROM email_claim WHERE email = ? AND xmin::text = ?",
        claim.email().orElseThrow(),
        claim.stamp());
  }

  /** Notes that the claim holds as of the user's version, if it is still as it was read. */
  boolean confirm(ClaimRow claim, long version) throws SQLException {
    return changes(
        "UPDATE email_claim SET pending = '{}', settled = ? WHERE email = ? AND xmin::text = ?",
        version,
        claim.email().orElseThrow(),
        claim.stamp());
  }

  /** In a transaction: a command that came to nothing no longer counts. */
  boolean withdraw(ClaimRequest request) throws SQLException {
    boolean withdrawn =
        changes(
            """
            UPDATE email_claim SET pending = array_remove(pending, ?)
            WHERE email = ? AND user_id = ?::uuid AND ? = ANY (pending)
            """,
            request.commandId(),
            request.email(),
            request.userId(),
            request.commandId());
    return withdrawn
        && changes(
            "DELETE FROM email_claim WHERE email = ? AND pending = '{}' AND settled = 0",
            request.email());
  }

  /** Claims whose lease ran out some minutes ago, and no longer ago than {@code atMost}. */
  List<ClaimRow> unresolved(Duration atMost, int limit) throws SQLException {
    return rows(
        "SELECT "
            + ClaimRow.COLUMNS
            + " FROM email_claim WHERE pending <> '{}' AND email IS NOT NULL"
            + " AND expires_at > now() - ? * interval '1 ms'"
            + " AND expires_at < now() - interval '10 minutes' LIMIT ?",
        atMost.toMillis(),
        limit);
  }

  /** Forgets addresses' former claims when their requests need not be known any more. */
  boolean removeReleased() throws SQLException {
    return changes("DELETE FROM email_claim WHERE released_at < now() - interval '24 hours'");
  }

  private boolean changes(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate() > 0;
    }
  }

  private List<ClaimRow> rows(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet result = statement.executeQuery()) {
      var rows = new ArrayList<ClaimRow>();
      while (result.next()) {
        rows.add(ClaimRow.of(result));
      }
      return rows;
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
