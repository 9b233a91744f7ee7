package users.email;

import java.util.Optional;
import java.util.Set;
import users.domain.EmailAddress;

/**
 * What some new events of one user mean for the addresses that were claimed for it.
 *
 * @param email the user's address after them; empty for a deleted user
 * @param version the user's version after them
 * @param commandIds the commands that led to them
 */
public record Holding(String userId, Optional<String> email, long version, Set<String> commandIds) {

  /** PostgreSQL stores no NUL, and one in an event must not stop the projection. */
  Optional<String> key() {
    return email.map(EmailAddress::key).map(key -> key.replace('\u0000', '\uFFFD'));
  }
}
