package users.infrastructure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/** Settings that have bounds: a value beyond them ends the start with one line that names it. */
public final class Settings {

  /** A whole number from 1 on. */
  public static int atLeastOne(Config config, String path) {
    int value = config.getInt(path);
    if (value < 1) {
      throw new ConfigException.BadValue(
          config.getValue(path).origin(), path, "must be 1 or more, not " + value);
    }
    return value;
  }

  private Settings() {}
}
