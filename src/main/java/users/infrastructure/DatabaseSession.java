package users.infrastructure;

import akka.japi.function.Function;
import akka.projection.jdbc.JdbcSession;
import java.sql.Connection;
import java.sql.SQLException;

/** One transaction of a projection, on a connection of a pool. */
public final class DatabaseSession implements JdbcSession {
  private final Connection connection;

  private DatabaseSession(Connection connection) {
    this.connection = connection;
  }

  /** Takes a connection; {@link #close} gives it back. */
  public static DatabaseSession open(Database database) {
    try {
      return new DatabaseSession(database.connection()).begun();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Without this each statement would commit, and the offset apart from the handler's work. */
  private DatabaseSession begun() throws SQLException {
    try {
      connection.setAutoCommit(false);
      return this;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public <T> T withConnection(Function<Connection, T> work) throws Exception {
    return work.apply(connection);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
  }

  @Override
  public void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
