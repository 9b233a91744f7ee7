package users.security;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the API shows to its clients over TLS: PEM files, read again when they have changed. Files
 * that are wrong are not taken; the last ones stay.
 */
public final class ServerCertificate {
  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Path certificate;
  private final Path key;
  private final long interval;
  private volatile SSLContext context;
  private volatile List<FileTime> readFrom;
  private volatile long nextLook;

  private ServerCertificate(Path certificate, Path key, long interval)
      throws IOException, GeneralSecurityException {
    this.certificate = certificate;
    this.key = key;
    this.interval = interval;
    this.readFrom = times();
    this.context = PemFiles.context(certificate, key);
    this.nextLook = System.nanoTime() + interval;
  }

  /** Empty if no files are configured; throws if they cannot be used. */
  public static Optional<ServerCertificate> of(Config usersHttp) {
    Config tls = usersHttp.getConfig("tls");
    String certificate = tls.getString("cert");
    String key = tls.getString("key");
    if (certificate.isBlank() && key.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ServerCertificate(
              Path.of(certificate), Path.of(key), tls.getDuration("reread", TimeUnit.NANOSECONDS)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "users.http.tls (USERS_TLS_CERT, USERS_TLS_KEY) cannot be used: "
              + PemFiles.why(unusable),
          unusable);
    }
  }

  /** For one connection. */
  public SSLEngine engine() {
    if (System.nanoTime() - nextLook > 0) {
      readAgain();
    }
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setEnabledProtocols(PROTOCOLS);
    return engine;
  }

  private synchronized void readAgain() {
    nextLook = System.nanoTime() + interval;
    try {
      List<FileTime> now = times();
      if (!now.equals(readFrom)) {
        readFrom = now;
        context = PemFiles.context(certificate, key);
        log.info("The API shows a new certificate");
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
      log.warn("The new certificate cannot be used: {}", PemFiles.why(unusable));
    }
  }

  private List<FileTime> times() throws IOException {
    return List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
  }
}
