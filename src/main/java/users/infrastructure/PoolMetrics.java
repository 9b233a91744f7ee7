package users.infrastructure;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;

/** How busy the connections to the database are. */
public final class PoolMetrics {

  /** Measures the journal's pool, which belongs to the persistence plugin, and these. */
  public static void register(
      MeterRegistry registry, ActorSystem<?> system, List<Database> databases) {
    measure(journalPool(system), registry);
    for (Database database : databases) {
      measure(database.dataSource(), registry);
      Gauge.builder("users.database.waiting.calls", database::waiting)
          .description("Calls that wait for a thread of the pool")
          .tag("pool", database.dataSource().getPoolName())
          .register(registry);
    }
  }

  private static void measure(HikariDataSource pool, MeterRegistry registry) {
    pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
  }

  /** The plugin keeps its pool to itself; this is the way there that it leaves. */
  private static HikariDataSource journalPool(ActorSystem<?> system) {
    Config journal = system.settings().config().getConfig("jdbc-journal");
    var slick = (SlickExtensionImpl) SlickExtension.get(system);
    return ((HikariCPJdbcDataSource) slick.database(journal).database().source()).ds();
  }

  private PoolMetrics() {}
}
