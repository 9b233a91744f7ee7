package users.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import users.email.Holding;

/** Takes in, within a transaction, which users hold which addresses now. */
@FunctionalInterface
interface SettleClaims {
  void settle(Connection connection, List<Holding> holdings) throws SQLException;
}
