package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a page of one query. */
final class PageReader {
  private final Query query;
  private final ListStatement list;
  private final Cursors cursors;

  PageReader(Query query, Cursors cursors) throws InvalidCursor {
    Optional<Place> after = Optional.empty();
    if (query.cursor().isPresent()) {
      after = Optional.of(cursors.open(query.cursor().get(), query));
    }
    this.query = query;
    this.list = new ListStatement(query, after);
    this.cursors = cursors;
  }

  /**
   * @param behind how far the rows were behind before: it never promises more than they hold
   */
  Page read(Connection connection, Lag behind) throws SQLException {
    try (PreparedStatement statement = list.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      List<UserRow> items = new ArrayList<>();
      String lastKey = "";
      while (items.size() < query.limit() && rows.next()) {
        items.add(RowReader.read(rows));
        if (items.size() == query.limit()) {
          lastKey = rows.getString("sort_key");
        }
      }
      return new Page(
          items, rows.next() ? Optional.of(cursorAfter(items, lastKey)) : Optional.empty(), behind);
    }
  }

  private String cursorAfter(List<UserRow> items, String key) {
    return cursors.seal(new Place(key, items.get(items.size() - 1).userId()), query);
  }
}
