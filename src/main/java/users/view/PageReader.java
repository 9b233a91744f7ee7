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
    List<Listed> users = List.of();
    for (PageStatement statement : PageStatements.of(query, wanted.after())) {
      if (users.size() <= query.limit()) {
        users = users(connection, statement);
      }
    }
    List<Listed> items = users.subList(0, Math.min(users.size(), query.limit()));
    return new Page(
        items.stream().map(Listed::row).toList(),
        users.size() > items.size() ? Optional.of(cursorAfter(items, query)) : Optional.empty(),
        behind);
  }

  private record Listed(UserRow row, String key) {}

  private static List<Listed> users(Connection connection, PageStatement page) throws SQLException {
    try (PreparedStatement statement = page.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      List<Listed> users = new ArrayList<>();
      while (rows.next()) {
        users.add(new Listed(RowReader.read(rows), rows.getString("sort_key")));
      }
      return users;
    }
  }

  private String cursorAfter(List<Listed> items, Query query) {
    Listed last = items.get(items.size() - 1);
    return cursors.seal(new Place(last.key(), last.row().userId()), query);
  }
}
