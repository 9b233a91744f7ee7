package users.view;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import users.domain.User;

/** Reads a row of the SQL view. */
final class RowReader {
  static final String COLUMNS =
      "user_id, first_name, last_name, email, status, welcomed, version, created_at, updated_at";

  static UserRow read(ResultSet row) throws SQLException {
    return new UserRow(
        row.getString("user_id"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("email"),
        User.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getBoolean("welcomed"),
        row.getLong("version"),
        instant(row, "created_at"),
        instant(row, "updated_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private RowReader() {}
}
