package users.infrastructure;

import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariConfig;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Every limit that keeps a stalled database from stalling us with it. */
final class PoolSettings {
  private static final int WAITING_CALLS = 1000;

  static HikariConfig of(Config usersDatabase, String poolName, int size) {
    DatabaseUrl url = DatabaseUrl.of(usersDatabase);
    var settings = new HikariConfig();
    settings.setPoolName(poolName);
    settings.setDriverClassName(PatientDriver.class.getName());
    settings.setJdbcUrl(url.jdbcUrl());
    settings.setUsername(url.user());
    settings.setPassword(url.password());
    settings.setMaximumPoolSize(size);
    settings.setConnectionTimeout(2000);
    settings.setValidationTimeout(1000);
    settings.setInitializationFailTimeout(-1);
    settings.setDataSourceProperties(driver(usersDatabase, poolName));
    return settings;
  }

  /** {@code driver-properties}, for a session of that name; what the URL itself says wins. */
  static Properties driver(Config usersDatabase, String applicationName) {
    DatabaseUrl url = DatabaseUrl.of(usersDatabase);
    var driver = new Properties();
    usersDatabase
        .getConfig("driver-properties")
        .entrySet()
        .forEach(e -> driver.setProperty(e.getKey(), String.valueOf(e.getValue().unwrapped())));
    driver.setProperty("ApplicationName", applicationName);
    driver.setProperty("user", url.user());
    driver.setProperty("password", url.password());
    return driver;
  }

  static ThreadPoolExecutor threads(String poolName, int size) {
    var number = new AtomicInteger();
    return new ThreadPoolExecutor(
        size,
        size,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(WAITING_CALLS),
        work -> {
          var thread = new Thread(work, poolName + "-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  private PoolSettings() {}
}
