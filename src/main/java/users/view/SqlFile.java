package users.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** SQL that is long enough for a file of its own, beside the class that runs it. */
final class SqlFile {

  static String read(String name) {
    try (InputStream file = SqlFile.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SqlFile() {}
}
