package users.infrastructure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Passwords that are mounted as files, as orchestrators do it: what {@code password-file} names
 * becomes the {@code password} beside it.
 */
public final class SecretFiles {
  private static final List<String> PLACES = List.of("users.database", "users.welcome.mail");

  /** The configuration with the secrets in it; throws if a file cannot be read. */
  public static Config applyTo(Config given) {
    Config config = given;
    for (String place : PLACES) {
      String file = given.getString(place + ".password-file");
      if (!file.isBlank()) {
        config = config.withValue(place + ".password", ConfigValueFactory.fromAnyRef(read(file)));
      }
    }
    return config;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("The secret in " + file + " cannot be read", unreadable);
    }
  }

  private SecretFiles() {}
}
