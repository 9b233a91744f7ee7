package users.ops;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.view.UserViewRebuild;

/**
 * {@code /projections}: how they are, and {@code POST /projections/{name}/pause|resume|rebuild}.
 * {@code GET} of the last tells how a rebuild is going.
 */
final class ProjectionRoutes extends AllDirectives {
  private static final Logger log = LoggerFactory.getLogger(ProjectionRoutes.class);

  private final ActorSystem<?> system;

  ProjectionRoutes(ActorSystem<?> system) {
    this.system = system;
  }

  Route routes() {
    return concat(
        pathEnd(() -> get(() -> watched(watch -> complete(report(watch))))),
        path(
            PathMatchers.segment().slash("pause"),
            name -> post(() -> change(name, "paused", Projections::pause))),
        path(
            PathMatchers.segment().slash("resume"),
            name -> post(() -> change(name, "resumed", Projections::resume))),
        path(PathMatchers.segment().slash("rebuild"), this::rebuild));
  }

  private Route change(
      String name, String outcome, BiFunction<Projections, String, CompletionStage<Done>> change) {
    return unlessFromABrowser(
        () -> watched(watch -> changed(new Projections(system, watch), name, outcome, change)));
  }

  private Route rebuild(String name) {
    return Operations.get(system)
        .rebuildOf(name)
        .map(
            rebuild ->
                concat(
                    get(() -> complete(json(200, RebuildReport.of(name, rebuild.status())))),
                    post(() -> unlessFromABrowser(() -> begin(name, rebuild)))))
        .orElseGet(() -> complete(json(404, "{\"error\":\"nothing to rebuild\"}")));
  }

  /** Answers at once: the status tells how far it is. */
  private Route begin(String name, UserViewRebuild rebuild) {
    return onComplete(
        rebuild.begin(),
        begun -> {
          if (begun.isFailure()) {
            return complete(json(503, "{\"error\":\"the database does not answer; ask again\"}"));
          }
          return begun.get()
              ? complete(json(202, RebuildReport.of(name, rebuild.status())))
              : complete(json(409, "{\"error\":\"it is being rebuilt, here or on another node\"}"));
        });
  }

  /** No page in an operator's browser may do this: browsers send an Origin with every POST. */
  private Route unlessFromABrowser(Supplier<Route> route) {
    return optionalHeaderValueByName(
        "Origin",
        origin ->
            origin.isPresent()
                ? complete(json(403, "{\"error\":\"not from a browser\"}"))
                : route.get());
  }

  private Route changed(
      Projections projections,
      String name,
      String outcome,
      BiFunction<Projections, String, CompletionStage<Done>> change) {
    if (!projections.exists(name)) {
      return complete(json(404, "{\"error\":\"no such projection\"}"));
    }
    return onComplete(
        change.apply(projections, name),
        result -> {
          if (result.isFailure()) {
            return complete(json(503, "{\"error\":\"not all parts confirmed it; ask again\"}"));
          }
          log.info("Projection {} {}", name, outcome);
          return complete(json(200, "{\"name\":\"%s\",\"state\":\"%s\"}".formatted(name, outcome)));
        });
  }

  private Route watched(java.util.function.Function<Watch, Route> route) {
    Optional<Watch> watch = Operations.get(system).watch();
    return watch.isPresent()
        ? route.apply(watch.get())
        : complete(json(503, "{\"error\":\"the node is starting\"}"));
  }

  private static HttpResponse report(Watch watch) {
    return json(200, ProjectionReport.of(watch.sight(), watch.now()));
  }

  private static HttpResponse json(int status, String json) {
    return HttpResponse.create()
        .withStatus(status)
        .addHeader(HttpHeader.parse("Cache-Control", "no-store"))
        .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, json));
  }
}
