package users.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;

/** Makes tokens, good ones and others. */
public final class Issuer {
  public static final String NAME = "https://issuer.example";
  public static final String AUDIENCE = "users";

  private final RSAKey key;

  public Issuer(String keyId) {
    try {
      this.key = new RSAKeyGenerator(2048).keyID(keyId).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  RSAKey key() {
    return key;
  }

  /** Its public keys as it would publish them. */
  public String jwks() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** A new file with its public keys. */
  public Path jwksFile() {
    try {
      return Files.writeString(Files.createTempFile("jwks", ".json"), jwks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a service that takes its tokens. */
  public String[] settings() {
    return new String[] {
      "users.authentication.jwks = \"" + jwksFile() + "\"",
      "users.authentication.issuer = \"" + NAME + "\"",
      "users.authentication.audience = \"" + AUDIENCE + "\""
    };
  }

  /** A token that is good for five minutes. */
  public String token(String subject, String scopes) {
    return sign(claims(subject, scopes).build());
  }

  public JWTClaimsSet.Builder claims(String subject, String scopes) {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience(AUDIENCE)
        .subject(subject)
        .claim("scope", scopes)
        .expirationTime(fromNow(Duration.ofMinutes(5)));
  }

  public static Date fromNow(Duration duration) {
    return Date.from(Clock.systemUTC().instant().plus(duration));
  }

  public String sign(JWTClaimsSet claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
  }

  String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
