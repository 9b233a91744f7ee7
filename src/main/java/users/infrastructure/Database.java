package users.infrastructure;

import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A pool of connections with as many threads of its own, so that blocking on the database never
 * blocks anything else.
 */
public final class Database implements AutoCloseable {
  private final Config usersDatabase;
  private final HikariDataSource dataSource;
  private final ThreadPoolExecutor threads;

  private Database(Config usersDatabase, HikariDataSource dataSource, ThreadPoolExecutor threads) {
    this.usersDatabase = usersDatabase;
    this.dataSource = dataSource;
    this.threads = threads;
  }

  /**
   * Opens a pool; connections are made as they are needed, so the database may be down.
   *
   * @param usersDatabase the settings under {@code users.database}
   * @param poolName shown in logs, metrics and {@code pg_stat_activity}
   * @param size connections, and threads
   */
  public static Database open(Config usersDatabase, String poolName, int size) {
    var source = new HikariDataSource(PoolSettings.of(usersDatabase, poolName, size));
    return new Database(usersDatabase, source, PoolSettings.threads(poolName, size));
  }

  /**
   * Runs the function with a connection in autocommit mode. The stage fails with {@link
   * RejectedExecutionException} when a thousand calls are waiting already.
   */
  public <T> CompletionStage<T> call(SqlFunction<T> function) {
    var answer = new CompletableFuture<T>();
    try {
      threads.execute(() -> complete(answer, function));
    } catch (RejectedExecutionException full) {
      answer.completeExceptionally(full);
    }
    return answer;
  }

  /** Like {@link #call}, in one transaction: committed, or rolled back if the function throws. */
  public <T> CompletionStage<T> transaction(SqlFunction<T> function) {
    return call(connection -> inTransaction(connection, function));
  }

  /** A connection in autocommit mode for the calling thread, which closes it. */
  public Connection connection() throws SQLException {
    return dataSource.getConnection();
  }

  /** A connection beside the pool, for one that keeps it; the caller closes it. */
  public Connection dedicated(String applicationName) throws SQLException {
    return connect(usersDatabase, applicationName);
  }

  /** The pool itself, for libraries that want one. */
  public HikariDataSource dataSource() {
    return dataSource;
  }

  /** How many calls wait for a thread. */
  public int waiting() {
    return threads.getQueue().size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    dataSource.close();
  }

  static Connection connect(Config usersDatabase, String applicationName) throws SQLException {
    return DriverManager.getConnection(
        DatabaseUrl.of(usersDatabase).jdbcUrl(),
        PoolSettings.driver(usersDatabase, applicationName));
  }

  private <T> void complete(CompletableFuture<T> answer, SqlFunction<T> function) {
    try (Connection connection = connection()) {
      answer.complete(function.apply(connection));
    } catch (SQLException | RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private static <T> T inTransaction(Connection connection, SqlFunction<T> function)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      T result = function.apply(connection);
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, e);
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }
}
