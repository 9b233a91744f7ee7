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
  private final LagReader lag;

  PageReader(Query query, Cursors cursors, LagReader lag) throws InvalidCursor {
    Optional<Place> after = Optional.empty();
    if (query.cursor().isPresent()) {
      after = Optional.of(cursors.open(query.cursor().get(), query));
    }
    this.query = query;
    this.list = new ListStatement(query, after);
    this.cursors = cursors;
    this.lag = lag;
  }

  Page read(Connection connection) throws SQLException {
    // Read first, so that it never promises more than the rows hold.
    Lag behind = lag.read(connection);
    try (PreparedStatement statement = list.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      List<UserRow> items = new ArrayList<>();
      String key = "";
      while (items.size() < query.limit() && rows.next()) {
        items.add(RowReader.read(rows));
        key = rows.getString("sort_key");
      }
      return new Page(
          items, rows.next() ? Optional.of(cursorAfter(items, key)) : Optional.empty(), behind);
    }
  }

  private String cursorAfter(List<UserRow> items, String key) {
    return cursors.seal(new Place(key, items.get(items.size() - 1).userId()), query);
  }
}
