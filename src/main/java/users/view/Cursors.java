package users.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import users.domain.User;

/**
 * Makes and reads cursors. They are encrypted, since they hold names and addresses and end up in
 * the logs of others, and authenticated together with the query's filters and order.
 */
final class Cursors {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom random = new SecureRandom();

  private final SecretKey key;

  Cursors(String secret) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      this.key = new SecretKeySpec(hash, "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String seal(Place place, Query query) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, query).doFinal(place.toString().getBytes(UTF_8));
      byte[] cursor =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Place open(String cursor, Query query) throws InvalidCursor {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
      byte[] nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      byte[] sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      return Place.parse(
          new String(cipher(Cipher.DECRYPT_MODE, nonce, query).doFinal(sealed), UTF_8));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new InvalidCursor(e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, Query query) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bond(query).getBytes(UTF_8));
    return cipher;
  }

  /** All of the query that a cursor is bound to, each part with its length, so none runs over. */
  private static String bond(Query query) {
    return Stream.of(
            query.sort().toString(),
            query.status().map(User.Status::name).orElse(""),
            query.email().orElse(""),
            query.q().orElse(""))
        .map(part -> part.length() + ":" + part)
        .collect(Collectors.joining());
  }
}
