package users.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.List;

/**
 * One reading of the issuer's keys, with the tokens that these keys were found to have signed: when
 * the keys change, so does what is known of tokens.
 */
final class KeySet {
  private static final int SHORTEST_RSA = 2048;

  private final String document;
  private final JWKSet keys;
  private final VerifiedTokens verified = new VerifiedTokens();

  private KeySet(String document, JWKSet keys) {
    this.document = document;
    this.keys = keys;
  }

  /** The public keys for signatures in a JWKS. Secret keys are never used: ours are all public. */
  static KeySet parse(String document) throws ParseException {
    List<JWK> usable =
        JWKSet.parse(document).getKeys().stream()
            .filter(KeySet::isForSignatures)
            .map(JWK::toPublicJWK)
            .toList();
    if (usable.isEmpty()) {
      throw new ParseException("no RSA (from 2048 bits) or EC key for signatures", 0);
    }
    return new KeySet(document, new JWKSet(usable));
  }

  private static boolean isForSignatures(JWK key) {
    boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    return signs && (key instanceof ECKey || (key instanceof RSAKey rsa && isLong(rsa)));
  }

  private static boolean isLong(RSAKey key) {
    try {
      return key.toRSAPublicKey().getModulus().bitLength() >= SHORTEST_RSA;
    } catch (JOSEException invalid) {
      return false;
    }
  }

  boolean isOf(String other) {
    return document.equals(other);
  }

  boolean has(String keyId) {
    return keys.getKeyByKeyId(keyId) != null;
  }

  int size() {
    return keys.size();
  }

  JWKSet keys() {
    return keys;
  }

  VerifiedTokens verified() {
    return verified;
  }
}
