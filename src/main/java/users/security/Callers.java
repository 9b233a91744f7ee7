package users.security;

import com.nimbusds.jwt.SignedJWT;
import com.typesafe.config.Config;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells who asks, by the bearer token of the request (RFC 6750); the one door to it. */
public final class Callers {
  private static final Pattern BEARER = Pattern.compile("(?i)Bearer\\b *");

  private final Optional<Keys> keys;
  private final Optional<TokenCheck> check;

  private Callers(Optional<Keys> keys, Optional<TokenCheck> check) {
    this.keys = keys;
    this.check = check;
  }

  /** Throws if the configuration is wrong, or would let everybody in from everywhere. */
  public static Callers start(Config config, Clock clock) {
    Optional<AuthenticationSettings> settings = AuthenticationSettings.of(config);
    Exposure.check(config, settings.isPresent());
    return new Callers(
        settings.map(Keys::start),
        settings.map(given -> new TokenCheck(new Claims(given, clock), clock)));
  }

  /** Whether callers have to say who they are. */
  public boolean areKnown() {
    return keys.isPresent();
  }

  /**
   * Who sends the header. Fails with {@link Unauthenticated}, or with {@link KeysUnavailable} as
   * long as the issuer's keys have never been read.
   */
  public CompletionStage<Caller> of(Optional<String> authorization) {
    if (keys.isEmpty() || check.isEmpty()) {
      return CompletableFuture.completedFuture(Caller.ANONYMOUS);
    }
    try {
      return caller(keys.get(), check.get(), token(authorization));
    } catch (Unauthenticated | KeysUnavailable refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** Ends the reading of keys. */
  public void close() {
    keys.ifPresent(Keys::close);
  }

  private static CompletionStage<Caller> caller(Keys keys, TokenCheck check, String token) {
    KeySet current = keys.current().orElseThrow(KeysUnavailable::new);
    Optional<Caller> known = check.known(current, token);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    SignedJWT parsed = TokenCheck.parse(token);
    boolean unknownKey = TokenCheck.keyId(parsed).map(id -> !current.has(id)).orElse(false);
    return unknownKey
        ? keys.after(current).thenApply(newer -> check.check(newer.orElse(current), parsed))
        : CompletableFuture.completedFuture(check.check(current, parsed));
  }

  /** Whatever stands there: to look at each character of a token costs a tenth of a get. */
  private static String token(Optional<String> authorization) {
    String header = authorization.orElseThrow(Unauthenticated::noToken).strip();
    Matcher bearer = BEARER.matcher(header);
    if (!bearer.lookingAt()) {
      throw Unauthenticated.noToken();
    }
    return header.substring(bearer.end());
  }
}
