package users.security;

/** The issuer's keys have not been read yet, so nobody can be recognised. It passes. */
public final class KeysUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysUnavailable() {
    super("The keys of the tokens' issuer cannot be read", null, false, false);
  }
}
