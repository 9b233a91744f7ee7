package users.view;

import akka.actor.typed.ActorSystem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import users.infrastructure.Database;

/** What seals cursors: the same on all nodes and after a restart. */
final class CursorKey {

  /** The configured key, else the random one that the schema has brought. */
  static String of(ActorSystem<?> system, Database database) {
    String configured = system.settings().config().getString("users.view.cursor-key");
    return configured.isEmpty()
        ? database.call(CursorKey::stored).toCompletableFuture().join()
        : configured;
  }

  private static String stored(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT key FROM cursor_key")) {
      row.next();
      return row.getString(1);
    }
  }

  private CursorKey() {}
}
