package users.security;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whose tokens are taken.
 *
 * @param clockSkew by which the issuer's clock and ours may differ
 * @param reread between two readings of the keys
 * @param rereadPause at least between two readings, however many unknown keys are named
 */
record AuthenticationSettings(
    KeyLocation keys,
    String issuer,
    String audience,
    Duration clockSkew,
    Duration reread,
    Duration rereadPause) {

  /** Empty if nothing of it is configured; throws if only a part is. */
  static Optional<AuthenticationSettings> of(Config config) {
    Config given = config.getConfig("users.authentication");
    var texts = new TreeMap<String, String>();
    List.of("jwks", "issuer", "audience").forEach(name -> texts.put(name, given.getString(name)));
    if (texts.values().stream().allMatch(String::isBlank)) {
      return Optional.empty();
    }
    checkWhole(texts);
    var location =
        KeyLocation.of(texts.get("jwks"), Exposure.isInsecure(config.getConfig("users.http")));
    return Optional.of(
        new AuthenticationSettings(
            location,
            texts.get("issuer"),
            texts.get("audience"),
            given.getDuration("clock-skew"),
            given.getDuration(location.isFile() ? "file-reread" : "url-reread"),
            given.getDuration("reread-pause")));
  }

  private static void checkWhole(Map<String, String> texts) {
    texts.forEach(
        (name, text) -> {
          if (text.isBlank()) {
            throw new IllegalArgumentException(
                "users.authentication needs jwks, issuer and audience together, but "
                    + name
                    + " is empty");
          }
        });
  }
}
