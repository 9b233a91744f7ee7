package users.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleBiFunction;

/** How each part of each projection is doing, as every node sees it in the database. */
final class ProjectionGauges {
  private final MeterRegistry registry;
  private final Watch watch;

  private ProjectionGauges(MeterRegistry registry, Watch watch) {
    this.registry = registry;
    this.watch = watch;
  }

  static void register(MeterRegistry registry, Watch watch) {
    var gauges = new ProjectionGauges(registry, watch);
    for (int i = 0; i < watch.sight().parts().size(); i++) {
      gauges.register(i);
    }
  }

  private void register(int index) {
    gauge(
        index,
        "users.projection.lag.events",
        "Events in the journal that the projection has not taken, up to 10,000",
        (sight, part) -> part.backlog().events());
    gauge(
        index,
        "users.projection.lag.seconds",
        "Age of the oldest event that the projection has not taken, at the last look",
        (sight, part) -> sight.age(part.backlog(), watch.now()).toMillis() / 1000.0);
    for (PartState state : PartState.values()) {
      Gauge.builder("users.projection.state", () -> is(index, state))
          .description("1 for the state that the projection is in")
          .tags("projection", part(index).projection(), "slices", part(index).slices().name())
          .tag("state", state.label())
          .register(registry);
    }
  }

  private int is(int index, PartState state) {
    Sight sight = watch.sight();
    return sight.state(sight.parts().get(index), watch.now()) == state ? 1 : 0;
  }

  private double of(int index, ToDoubleBiFunction<Sight, Part> value) {
    Sight sight = watch.sight();
    return value.applyAsDouble(sight, sight.parts().get(index));
  }

  private Part part(int index) {
    return watch.sight().parts().get(index);
  }

  private void gauge(
      int index, String name, String description, ToDoubleBiFunction<Sight, Part> value) {
    Gauge.builder(name, () -> of(index, value))
        .description(description)
        .tags("projection", part(index).projection(), "slices", part(index).slices().name())
        .register(registry);
  }
}
