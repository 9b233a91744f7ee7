package users.security;

import java.util.Optional;

/** Who may call an operation: every row of the route table names one of these. */
public enum Access {
  /** Everybody, without a token. */
  PUBLIC,
  /** Everybody whose token is valid, whatever it is good for. */
  KNOWN,
  READ(Scope.READ, false),
  READ_OR_SELF(Scope.READ, true),
  WRITE(Scope.WRITE, false),
  WRITE_OR_SELF(Scope.WRITE, true),
  ADMIN(Scope.ADMIN, false);

  private final Optional<Scope> scope;
  private final boolean self;

  Access() {
    this.scope = Optional.empty();
    this.self = false;
  }

  Access(Scope scope, boolean self) {
    this.scope = Optional.of(scope);
    this.self = self;
  }

  /**
   * Whether the caller may.
   *
   * @param userId the user that the operation is about, if it is about one
   */
  public boolean allows(Caller caller, Optional<String> userId) {
    return scope.isEmpty()
        || caller.scopes().contains(scope.get())
        || (self && caller.scopes().contains(Scope.SELF) && isSelf(caller, userId));
  }

  /** The scope that opens it for every user; empty if none is needed. */
  public Optional<Scope> scope() {
    return scope;
  }

  private static boolean isSelf(Caller caller, Optional<String> userId) {
    return userId.map(caller.subject()::equals).orElse(false);
  }
}
