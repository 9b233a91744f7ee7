package users.domain;

import java.util.List;

/** What a user answers to a command: the events that now hold, or why not. */
public sealed interface Decision {

  /** The command is taken; no events means that what it asks for already holds. */
  record Accepted(List<UserEvent> events) implements Decision {}

  record Rejected(Reason reason) implements Decision {}

  /** Why a command is refused, given how the user is now. */
  enum Reason {
    ALREADY_EXISTS,
    NOT_FOUND,
    /** The user has been changed since the version that the command names. */
    VERSION_MISMATCH,
    /** The command's id was used for a command with another content. */
    COMMAND_ID_REUSED,
    /** The command would take an e-mail address that has not been claimed for this user. */
    EMAIL_UNCLAIMED,
    /** Another user holds the e-mail address. */
    EMAIL_TAKEN
  }

  static Decision accept(UserEvent... events) {
    return new Accepted(List.of(events));
  }

  static Decision reject(Reason reason) {
    return new Rejected(reason);
  }
}
