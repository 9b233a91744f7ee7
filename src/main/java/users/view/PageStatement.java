package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.postgresql.PGStatement;

/**
 * Reads the users of a page and one more, if there are any, and what each is sorted by, as {@code
 * sort_key}.
 *
 * @param keepsPlan whether the best plan is the same for all parameters
 */
record PageStatement(String sql, SqlParameters parameters, boolean keepsPlan) {

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    if (!keepsPlan) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }
    parameters.bind(statement);
    return statement;
  }
}
