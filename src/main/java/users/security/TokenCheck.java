package users.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether one of the issuer's keys has signed a token, and who then asks. */
final class TokenCheck {
  /** Asymmetric ones only: with HMAC in the list, a public key would do as the secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** No ID tokens, log-out tokens and the like, if they say so. */
  private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(
          null,
          JOSEObjectType.JWT,
          new JOSEObjectType("at+jwt"),
          new JOSEObjectType("application/at+jwt"));

  private static final int LONGEST = 8 * 1024;

  /** What may stand in the header (RFC 6750, 2.1); the parser would take more. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private final Claims claims;
  private final Clock clock;

  TokenCheck(Claims claims, Clock clock) {
    this.claims = claims;
    this.clock = clock;
  }

  /** Throws {@link Unauthenticated} for what is no signed token at all. */
  static SignedJWT parse(String token) {
    if (token.length() > LONGEST) {
      throw Unauthenticated.invalid("The token is too long");
    }
    if (!TOKEN.matcher(token).matches()) {
      throw Unauthenticated.invalid("The token is malformed");
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | IllegalArgumentException malformed) {
      throw Unauthenticated.invalid("The token is malformed");
    }
  }

  static Optional<String> keyId(SignedJWT token) {
    return Optional.ofNullable(token.getHeader().getKeyID());
  }

  Optional<Caller> known(KeySet keys, String token) {
    return keys.verified().find(token, clock.instant());
  }

  /** The caller of a token that one of the keys has signed; throws {@link Unauthenticated}. */
  Caller check(KeySet keys, SignedJWT token) {
    JWTClaimsSet signed = verified(keys, token);
    claims.check(signed);
    Caller caller = claims.caller(signed);
    keys.verified().add(token.getParsedString(), caller, claims.goodUntil(signed));
    return caller;
  }

  private static JWTClaimsSet verified(KeySet keys, SignedJWT token) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(TYPES);
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys.keys())));
    processor.setJWTClaimsSetVerifier((all, context) -> {});
    try {
      return processor.process(token, null);
    } catch (BadJOSEException | JOSEException | IllegalArgumentException wrong) {
      throw Unauthenticated.invalid("The token is not signed by a key of the issuer");
    }
  }
}
