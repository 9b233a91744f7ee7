package users.welcome;

/** What an attempt to welcome a user came to. */
sealed interface Outcome {

  /** Welcomed now or before, or deleted. */
  record Done() implements Outcome {}

  /** The user cannot get mail until he has another address than this one. */
  record Refused(String email, String code) implements Outcome {}

  /** To be tried again later, and later each time. */
  record Later(String code) implements Outcome {}

  /** To be tried again when mail can be sent again. */
  record Unreachable(String code) implements Outcome {}
}
