package users.infrastructure;

import java.sql.Connection;
import java.sql.SQLException;

/** Work on a connection that is lent for as long as the call takes. */
@FunctionalInterface
public interface SqlFunction<T> {
  T apply(Connection connection) throws SQLException;
}
