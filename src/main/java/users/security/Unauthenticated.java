package users.security;

import java.util.Optional;

/** The request does not say who asks, or not credibly. Its message is for the caller. */
public final class Unauthenticated extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean tokenGiven;

  private Unauthenticated(String message, boolean tokenGiven) {
    super(message, null, false, false);
    this.tokenGiven = tokenGiven;
  }

  static Unauthenticated noToken() {
    return new Unauthenticated("Send a bearer token", false);
  }

  static Unauthenticated invalid(String why) {
    return new Unauthenticated(why, true);
  }

  /** The error code of RFC 6750, section 3.1; there is none for a request without a token. */
  public Optional<String> error() {
    return tokenGiven ? Optional.of("invalid_token") : Optional.empty();
  }
}
