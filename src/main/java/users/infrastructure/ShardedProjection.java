package users.infrastructure;

import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.ShardedDaemonProcessSettings;
import akka.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import akka.projection.Projection;
import akka.projection.ProjectionBehavior;
import java.util.Optional;
import java.util.function.IntFunction;

/** Runs a projection in parts, each part on one node of the cluster at a time. */
public final class ShardedProjection {

  /**
   * Starts this node's share; every node has to call it with the same name and number of parts.
   *
   * @param part makes the projection of a part, counted from 0
   */
  public static void start(
      ActorSystem<?> system, String name, int parts, IntFunction<Projection<?>> part) {
    ShardedDaemonProcess.get(system)
        .init(
            ProjectionBehavior.Command.class,
            name,
            parts,
            index -> ProjectionBehavior.create(part.apply(index)),
            ShardedDaemonProcessSettings.create(system),
            // Stopped otherwise, a part would still be writing when its successor starts.
            Optional.of(ProjectionBehavior.stopMessage()));
  }

  private ShardedProjection() {}
}
