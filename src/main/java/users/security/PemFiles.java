package users.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates and keys as everybody but Java writes them. */
final class PemFiles {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = {};

  /** A server's identity: a chain, the server's own certificate first, and its PKCS#8 key. */
  static SSLContext context(Path chain, Path key) throws IOException, GeneralSecurityException {
    Certificate[] certificates = certificates(chain);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("server", privateKey(key, certificates[0]), NO_PASSWORD, certificates);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  static String why(Exception unusable) {
    return unusable.getClass().getSimpleName() + ": " + unusable.getMessage();
  }

  private static Certificate[] certificates(Path chain)
      throws IOException, GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var all = factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chain)));
    if (all.isEmpty()) {
      throw new IOException(chain + " has no certificate");
    }
    return all.toArray(Certificate[]::new);
  }

  /** Of the kind of the certificate's own key: RSA or EC. */
  private static PrivateKey privateKey(Path file, Certificate certificate)
      throws IOException, GeneralSecurityException {
    Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
    if (!key.find()) {
      throw new IOException(file + " has no key in PKCS#8 (BEGIN PRIVATE KEY)");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(key.group(1));
    try {
      return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (InvalidKeySpecException other) {
      throw new GeneralSecurityException("The key does not belong to the certificate", other);
    }
  }

  private PemFiles() {}
}
