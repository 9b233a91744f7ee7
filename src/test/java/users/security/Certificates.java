package users.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What {@code scripts/dev-certs} makes. */
record Certificates(Path folder) {

  /** Made new, or renewed. */
  static Certificates in(Path folder) throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder("scripts/dev-certs", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (script.waitFor() != 0) {
      throw new IOException("scripts/dev-certs failed");
    }
    return new Certificates(folder);
  }

  /** Files of another name under the same one, with new contents. */
  void renewApi() throws IOException, InterruptedException {
    Files.delete(folder.resolve("api.crt"));
    in(folder);
  }

  /** A client that trusts this authority alone. */
  SSLContext client() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream file = Files.newInputStream(folder.resolve("ca.crt"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
