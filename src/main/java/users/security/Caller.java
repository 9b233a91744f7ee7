package users.security;

import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param subject the actor of the events that come of it
 */
public record Caller(String subject, Set<Scope> scopes) {

  /** Everybody, as long as no authentication is configured. */
  public static final Caller ANONYMOUS =
      new Caller("anonymous", Set.copyOf(EnumSet.allOf(Scope.class)));
}
