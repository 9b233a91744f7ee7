package users.security;

import java.util.Optional;
import java.util.stream.Stream;

/** What a token may be good for. None implies another: a token lists all that its holder may do. */
public enum Scope {
  /** Every user: list, search, read, history. */
  READ("users:read"),
  /** Every user: create, change, suspend, reactivate. */
  WRITE("users:write"),
  /** Delete; the feed of all events; the state of the system. */
  ADMIN("users:admin"),
  /** The user whose id is the token's subject: read, change, history. */
  SELF("users:self");

  private final String value;

  Scope(String value) {
    this.value = value;
  }

  /** As tokens write it. */
  public String value() {
    return value;
  }

  static Optional<Scope> of(String value) {
    return Stream.of(values()).filter(scope -> scope.value.equals(value)).findFirst();
  }
}
