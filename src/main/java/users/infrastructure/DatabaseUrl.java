package users.infrastructure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the database is and who asks: taken from {@code jdbc:postgresql://…} or, as hosting
 * platforms write it, {@code postgres://user:password@host:port/db}.
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {

  /** By hand, as {@code java.net.URI} knows no host names with an underscore. */
  private static final Pattern URI =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?]+)(?::(?<password>[^@/?]*))?@)?"
              + "(?<host>[^/?@]+)/(?<database>[^?]+)(?<query>\\?.*)?");

  /** Reads {@code url}, {@code user} and {@code password}; what the URL says wins. */
  public static DatabaseUrl of(Config usersDatabase) {
    String url = usersDatabase.getString("url");
    String user = usersDatabase.getString("user");
    String password = usersDatabase.getString("password");
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseUrl(url, user, password);
    }
    Matcher uri = URI.matcher(url);
    if (uri.matches()) {
      return ofUri(uri, user, password);
    }
    // Not the URL itself, which may hold a password.
    throw new IllegalArgumentException(
        "users.database.url (DATABASE_URL) is neither jdbc:postgresql://host:port/database"
            + " nor postgres://user:password@host:port/database");
  }

  /** The whole configuration, with this in all places that read only a JDBC URL. */
  public Config applyTo(Config config) {
    return in("users.database")
        .withFallback(in("akka-persistence-jdbc.shared-databases.slick.db"))
        .withFallback(config);
  }

  private Config in(String path) {
    return ConfigFactory.parseMap(Map.of("url", jdbcUrl, "user", user, "password", password))
        .atPath(path);
  }

  private static DatabaseUrl ofUri(Matcher uri, String user, String password) {
    String query = Optional.ofNullable(uri.group("query")).orElse("");
    return new DatabaseUrl(
        "jdbc:postgresql://" + uri.group("host") + "/" + uri.group("database") + query,
        decoded(uri.group("user")).orElse(user),
        decoded(uri.group("password")).orElse(password));
  }

  private static Optional<String> decoded(String part) {
    return Optional.ofNullable(part)
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  /** Never the password: records end up in logs. */
  @Override
  public String toString() {
    return user + " at " + jdbcUrl.replaceFirst("\\?.*", "");
  }
}
