package users.email;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A stored claim.
 *
 * @param settled whether no command is pending on it
 * @param quiet whether none can take effect any more: it is settled, or its lease has run out
 * @param outdated whether its request is older than a request's id is remembered
 * @param stamp changes with every change of the row
 */
record ClaimRow(
    Optional<String> email,
    String userId,
    Optional<String> requestId,
    Optional<String> fingerprint,
    boolean settled,
    boolean quiet,
    boolean outdated,
    String stamp) {

  static final String COLUMNS =
      "email, user_id, request_id, fingerprint, pending = '{}' AS settled,"
          + " pending = '{}' OR expires_at <= now() AS quiet,"
          + " claimed_at < now() - interval '24 hours' AS outdated, xmin::text AS stamp";

  static ClaimRow of(ResultSet row) throws SQLException {
    return new ClaimRow(
        Optional.ofNullable(row.getString("email")),
        row.getString("user_id"),
        Optional.ofNullable(row.getString("request_id")),
        Optional.ofNullable(row.getString("fingerprint")),
        row.getBoolean("settled"),
        row.getBoolean("quiet"),
        row.getBoolean("outdated"),
        row.getString("stamp"));
  }
}
