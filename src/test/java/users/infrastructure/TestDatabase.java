package users.infrastructure;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh, migrated database of a test's own, on a real server that the tests of a JVM share. */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger count = new AtomicInteger();

  private final String name;
  private final String url;
  private final Config config;
  private final Database database;

  private TestDatabase(String name) {
    this.name = name;
    url = Server.url(name);
    config = configured(url);
    database = Database.open(config.getConfig("users.database"), "test", 8);
  }

  /** A new database with all migrations applied. */
  public static TestDatabase create() {
    String name = "test_" + count.incrementAndGet();
    Server.execute("CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
    return new TestDatabase(name);
  }

  /** A new database without any table. */
  public static TestDatabase createEmpty() {
    String name = "test_" + count.incrementAndGet();
    Server.execute("CREATE DATABASE " + name);
    return new TestDatabase(name);
  }

  /** The whole application's configuration, with {@code users.database} pointing here. */
  public Config config() {
    return config;
  }

  /** A small pool for the test itself. */
  public Database database() {
    return database;
  }

  /** A connection outside any pool and without its time limits; the caller closes it. */
  public Connection connection() throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Runs statements at once. */
  public void execute(String sql) {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From now on the database can't be reached, as if its server were down. */
  public void goDown() {
    Server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
    Server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
  }

  /** Ends what {@link #goDown} began. */
  public void comeBack() {
    Server.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
  }

  @Override
  public void close() {
    database.close();
  }

  private static Config configured(String url) {
    Config overrides =
        ConfigFactory.parseMap(
            Map.of(
                "users.database.url", url,
                "users.database.user", "postgres",
                "users.database.password", "postgres"));
    return ConfigFactory.load(overrides.withFallback(ConfigFactory.defaultApplication()));
  }

  /** Started with the first database, stopped with the JVM. */
  private static final class Server {
    static final String TEMPLATE = "users_template";
    private static final EmbeddedPostgres postgres = start();

    static String url(String database) {
      return postgres.getJdbcUrl("postgres", database);
    }

    static void execute(String sql) {
      try (Connection connection = DriverManager.getConnection(url("postgres"));
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres started =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "300")
                .start();
        migrateTemplate(started);
        return started;
      } catch (IOException | SQLException e) {
        throw e instanceof IOException io
            ? new UncheckedIOException(io)
            : new IllegalStateException(e);
      }
    }

    private static void migrateTemplate(EmbeddedPostgres started) throws SQLException {
      try (Connection connection = started.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + TEMPLATE);
      }
      String url = started.getJdbcUrl("postgres", TEMPLATE);
      Schema.migrate(configured(url).getConfig("users.database"));
    }
  }
}
