package users.email;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import users.domain.EmailAddress;
import users.domain.UserEvent;
import users.infrastructure.ArrayParameters;
import users.infrastructure.Reservations;

/**
 * Claims the address of a new user with the event that creates it: both are stored, or neither.
 * Whose address was claimed before, has it. Named in persistence.conf.
 */
public final class EventClaims implements Reservations<ClaimRequest> {

  /**
   * In the order of the addresses, so that two writes cannot lock each other out. Claims that stand
   * are looked for before, as to insert beside one would wait for whoever is changing it just now.
   */
  private static final String SQL =
      """
      needed AS MATERIALIZED (
        SELECT r.email, r.user_id, r.request_id, r.fingerprint,
          (SELECT c.user_id FROM email_claim c WHERE c.email = r.email) AS holder
        FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[])
            AS r (email, user_id, request_id, fingerprint)
      ), claimed AS (
        INSERT INTO email_claim
            (email, user_id, request_id, fingerprint, pending, expires_at, settled)
        SELECT email, user_id, request_id, fingerprint, '{}', now(), 1
        FROM needed WHERE holder IS NULL ORDER BY email
        ON CONFLICT DO NOTHING
        RETURNING user_id
      ), granted AS (
        SELECT 'User|' || user_id AS persistence_id FROM claimed
        UNION ALL SELECT 'User|' || user_id FROM needed WHERE holder = user_id
      )
      """;

  @Override
  public Optional<ClaimRequest> neededBy(String persistenceId, Object event) {
    return event instanceof UserEvent.Created created
        ? Optional.of(
            new ClaimRequest(
                EmailAddress.key(created.email()),
                persistenceId.substring(persistenceId.indexOf('|') + 1),
                created.metadata().commandId(),
                created.metadata().fingerprint()))
        : Optional.empty();
  }

  @Override
  public String sql() {
    return SQL;
  }

  @Override
  public int bind(PreparedStatement statement, List<ClaimRequest> needed) throws SQLException {
    var columns = new ArrayParameters<>(statement, needed);
    columns.set(1, "text", ClaimRequest::email);
    columns.set(2, "text", ClaimRequest::userId);
    columns.set(3, "text", request -> request.requestId().orElse(null));
    columns.set(4, "text", request -> request.fingerprint().orElse(null));
    return 4;
  }
}
