package users.infrastructure;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Gauge;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;

/** How busy the connections to the database are. */
public final class PoolMetrics {

  /** Measures the journal's pool, which belongs to the persistence plugin. */
  public static void registerJournal(ActorSystem<?> system) {
    measure(system, journalPool(system));
  }

  /** Measures a pool and the calls that wait for it. */
  public static void register(ActorSystem<?> system, Database database) {
    measure(system, database.dataSource());
    Gauge.builder("users.database.waiting.calls", database::waiting)
        .description("Calls that wait for a thread of the pool")
        .tag("pool", database.dataSource().getPoolName())
        .register(Metrics.get(system).registry());
  }

  private static void measure(ActorSystem<?> system, HikariDataSource pool) {
    pool.setMetricsTrackerFactory(
        new MicrometerMetricsTrackerFactory(Metrics.get(system).registry()));
  }

  /** The plugin keeps its pool to itself; this is the way there that it leaves. */
  private static HikariDataSource journalPool(ActorSystem<?> system) {
    Config journal = system.settings().config().getConfig("jdbc-journal");
    var slick = (SlickExtensionImpl) SlickExtension.get(system);
    return ((HikariCPJdbcDataSource) slick.database(journal).database().source()).ds();
  }

  private PoolMetrics() {}
}
