package users.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import users.domain.User;

/** Reads a row of the SQL view, of which {@link #COLUMNS} are the first columns. */
final class RowReader {
  static final String COLUMNS =
      "user_id, first_name, last_name, email, status, welcomed, version, created_at, updated_at";

  static UserRow read(ResultSet row) throws SQLException {
    return new UserRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        User.Status.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
        row.getBoolean(6),
        row.getLong(7),
        instant(row, 8),
        instant(row, 9));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private RowReader() {}
}
