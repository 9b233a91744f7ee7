package users.ops;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionId;
import akka.projection.javadsl.ProjectionManagement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stops and starts projections, all parts of one at once. */
final class Projections {
  private final ProjectionManagement management;
  private final Watch watch;

  Projections(ActorSystem<?> system, Watch watch) {
    this.management = ProjectionManagement.get(system);
    this.watch = watch;
  }

  boolean exists(String name) {
    return !parts(name).isEmpty();
  }

  /** Lasts over restarts. Fails if a part does not confirm it within 10 s: then ask again. */
  CompletionStage<Done> pause(String name) {
    return all(parts(name).stream().map(management::pause).toList());
  }

  CompletionStage<Done> resume(String name) {
    return all(parts(name).stream().map(management::resume).toList());
  }

  private List<ProjectionId> parts(String name) {
    return watch.sight().parts().stream()
        .filter(part -> part.projection().equals(name))
        .map(part -> ProjectionId.of(name, part.slices().name()))
        .toList();
  }

  private static CompletionStage<Done> all(List<CompletionStage<Done>> stages) {
    return CompletableFuture.allOf(
            stages.stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new))
        .thenApply(nothing -> Done.getInstance());
  }
}
