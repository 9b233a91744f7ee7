package users.security;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the issuer publishes its keys (JWKS, RFC 7517): a file or a URL. */
record KeyLocation(URI uri) {
  private static final int PATIENCE_MILLIS = 3000;
  private static final int LARGEST = 1 << 20;

  /**
   * Takes a path, or an https URL.
   *
   * @param insecure whether http is taken from other hosts too: whoever answers makes tokens
   */
  static KeyLocation of(String text, boolean insecure) {
    if (!text.matches("(?i)(https?|file):.*")) {
      return new KeyLocation(Path.of(text).toUri());
    }
    URI uri = URI.create(text);
    if (uri.getScheme().equalsIgnoreCase("http")
        && !insecure
        && !Exposure.isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "users.authentication.jwks (USERS_JWKS) is a URL without TLS; use https");
    }
    return new KeyLocation(uri);
  }

  boolean isFile() {
    return uri.getScheme().equalsIgnoreCase("file");
  }

  /** The document. */
  String read() throws IOException {
    try (InputStream in = isFile() ? Files.newInputStream(Path.of(uri)) : open()) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("more than 1 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private InputStream open() throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      connection.disconnect();
      throw new IOException("status " + connection.getResponseCode());
    }
    return connection.getInputStream();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
