package users.infrastructure;

import akka.actor.ExtendedActorSystem;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * What some events need that only one entity may have. It is reserved in the statement that stores
 * the event, and without it the event is not stored: its write is rejected with {@link
 * NotReserved}.
 *
 * @param <R> what an event needs
 */
public interface Reservations<R> {

  /** A write was rejected as another has what it needs; nothing of it was stored. */
  final class NotReserved extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotReserved() {
      super("What the event needs is another's", null, false, false);
    }
  }

  /** Those that persistence.conf names ({@code jdbc-journal.reservations}). */
  @SuppressWarnings("unchecked") // what it says is needed goes only back to itself
  static Reservations<Object> of(ExtendedActorSystem system) {
    String name = system.settings().config().getString("jdbc-journal.reservations");
    return system
        .dynamicAccess()
        .<Reservations<Object>>createInstanceFor(
            name,
            CollectionConverters.asScala(List.<Tuple2<Class<?>, Object>>of()).toSeq(),
            ClassTag.apply(Reservations.class))
        .get();
  }

  /** What the event has to have; empty: nothing. */
  Optional<R> neededBy(String persistenceId, Object event);

  /**
   * Common table expressions that reserve what is needed. The last one is {@code granted}, with the
   * {@code persistence_id} of each entity whose event may be stored.
   */
  String sql();

  /**
   * Sets the parameters of {@link #sql}, which come first in the statement.
   *
   * @return how many they are
   */
  int bind(PreparedStatement statement, List<R> needed) throws SQLException;
}
