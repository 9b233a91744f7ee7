package users.security;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a token claims, and whether it is meant for us and now. */
final class Claims {
  /** Events keep it, so it is bounded, also in what it may look like. */
  private static final int LONGEST_SUBJECT = 255;

  /** Controls, also of the writing direction, line ends and halves of characters. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  /** The names of the service's own processes, and of those who have none. */
  private static final String OF_PROCESSES = "system:";

  private final AuthenticationSettings settings;
  private final Clock clock;

  Claims(AuthenticationSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void check(JWTClaimsSet claims) {
    require(settings.issuer().equals(claims.getIssuer()), "The token is of another issuer");
    require(
        claims.getAudience().contains(settings.audience()), "The token is for another audience");
    require(claims.getExpirationTime() != null, "The token never expires");
    Instant now = clock.instant();
    require(now.isBefore(goodUntil(claims)), "The token has expired");
    Optional<Date> notBefore = Optional.ofNullable(claims.getNotBeforeTime());
    notBefore.ifPresent(
        date ->
            require(
                !now.plus(settings.clockSkew()).isBefore(date.toInstant()),
                "The token is not valid yet"));
    checkSubject(claims.getSubject());
  }

  Instant goodUntil(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant().plus(settings.clockSkew());
  }

  Caller caller(JWTClaimsSet claims) {
    return new Caller(claims.getSubject(), scopes(claims));
  }

  private static void checkSubject(String subject) {
    require(subject != null && !subject.isBlank(), "The token has no subject");
    require(
        subject.length() <= LONGEST_SUBJECT && !UNPRINTABLE.matcher(subject).find(),
        "The token's subject is too long or has control characters");
    String plain = subject.strip().toLowerCase(Locale.ROOT);
    require(
        !plain.startsWith(OF_PROCESSES) && !plain.equals(Caller.ANONYMOUS.subject()),
        "The token's subject is a name of the service's own");
  }

  /** {@code scope} with blanks between (RFC 8693) or {@code scp} as a list or such a text. */
  private static Set<Scope> scopes(JWTClaimsSet claims) {
    return Stream.of(claims.getClaim("scope"), claims.getClaim("scp"))
        .flatMap(Claims::words)
        .flatMap(word -> Scope.of(word).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> words(Object claim) {
    if (claim instanceof String text) {
      return Arrays.stream(text.split(" ", -1));
    }
    Collection<?> list = claim instanceof Collection<?> values ? values : List.of();
    return list.stream().filter(String.class::isInstance).map(String.class::cast);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Unauthenticated.invalid(otherwise);
    }
  }
}
