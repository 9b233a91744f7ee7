package users.view;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a statement that is put together, in the order in which it names them. */
final class SqlParameters {
  private final List<String> values = new ArrayList<>();

  /** PostgreSQL has no text with a NUL, so nothing that it stores can be meant. */
  String text(String value) {
    return add(value.replace('\u0000', '\uFFFD'), "text");
  }

  /** Returns what stands for the value in the statement. */
  String add(String value, String type) {
    values.add(value);
    return "?::" + type;
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
  }
}
