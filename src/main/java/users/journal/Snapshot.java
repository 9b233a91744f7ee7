package users.journal;

import users.domain.User;

/** A user as it was after the event that made this version. */
public record Snapshot(User user, long version) {}
