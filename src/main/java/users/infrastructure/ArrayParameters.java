package users.infrastructure;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Rows as parameters of one statement: an array for each column, which {@code unnest} takes. */
public record ArrayParameters<T>(PreparedStatement statement, List<T> rows) {

  /**
   * Sets one column.
   *
   * @param index of the parameter, from 1
   * @param type of the elements, by PostgreSQL's name
   */
  public void set(int index, String type, Function<T, Object> column) throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(index, statement.getConnection().createArrayOf(type, values));
  }
}
