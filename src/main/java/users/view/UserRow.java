package users.view;

import java.time.Instant;
import users.domain.User;

/** A user as the read side knows him, maybe some milliseconds late; times to the microsecond. */
public record UserRow(
    String userId,
    String firstName,
    String lastName,
    String email,
    User.Status status,
    boolean welcomed,
    long version,
    Instant createdAt,
    Instant updatedAt) {}
