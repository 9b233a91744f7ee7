package users.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads pages, and how far they are behind. */
final class PageReader {

  /**
   * A page of a list.
   *
   * @param after the place that the query's cursor names
   */
  record Wanted(Query query, Optional<Place> after) {}

  private final Cursors cursors;
  private final LagReader lag;

  PageReader(Cursors cursors, LagReader lag) {
    this.cursors = cursors;
    this.lag = lag;
  }

  Wanted wanted(Query query) throws InvalidCursor {
    return new Wanted(
        query,
        query.cursor().isPresent()
            ? Optional.of(cursors.open(query.cursor().get(), query))
            : Optional.empty());
  }

  /** The lag is read before the rows, so it never promises more than they hold. */
  Page read(Connection connection, Wanted wanted) throws SQLException {
    Lag behind = lag.read(connection);
    Query query = wanted.query();
    var list = new ListStatement(query, wanted.after());
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
          items,
          rows.next() ? Optional.of(cursorAfter(items, lastKey, query)) : Optional.empty(),
          behind);
    }
  }

  private String cursorAfter(List<UserRow> items, String key, Query query) {
    return cursors.seal(new Place(key, items.get(items.size() - 1).userId()), query);
  }
}
