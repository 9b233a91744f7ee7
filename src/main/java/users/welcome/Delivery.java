package users.welcome;

/** What became of a mail. Codes never hold the server's words: they tend to name the address. */
sealed interface Delivery {

  /** The server has taken it. */
  record Sent() implements Delivery {}

  /** The server refuses the address for good. */
  record Refused(String code) implements Delivery {}

  /** Something else went wrong with this one. */
  record Failed(String code) implements Delivery {}

  /** No mail can be sent at present, whoever it is for. */
  record Unreachable(String code) implements Delivery {}
}
