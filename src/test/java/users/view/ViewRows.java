package users.view;

import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import users.infrastructure.TestDatabase;

/** All that the read side shows, by user id. */
final class ViewRows {
  static Map<String, UserRow> all(TestDatabase test) {
    return test.database()
        .call(
            connection -> {
              var rows = new HashMap<String, UserRow>();
              ResultSet found =
                  connection
                      .createStatement()
                      .executeQuery("SELECT " + RowReader.COLUMNS + " FROM user_view");
              while (found.next()) {
                UserRow row = RowReader.read(found);
                rows.put(row.userId(), row);
              }
              return rows;
            })
        .toCompletableFuture()
        .join();
  }

  static int count(TestDatabase test) {
    return test.database()
        .call(
            connection -> {
              ResultSet found =
                  connection.createStatement().executeQuery("SELECT count(*) FROM user_view");
              found.next();
              return found.getInt(1);
            })
        .toCompletableFuture()
        .join();
  }

  private ViewRows() {}
}
