package users.http;

import static users.security.Access.ADMIN;
import static users.security.Access.PUBLIC;
import static users.security.Access.READ;
import static users.security.Access.READ_OR_SELF;
import static users.security.Access.WRITE;
import static users.security.Access.WRITE_OR_SELF;

import akka.actor.typed.ActorSystem;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import users.entity.Users;
import users.journal.Journal;
import users.view.UserView;

/** The route table: what there is, and who may. */
public final class Api {

  public static List<Endpoint> endpoints(
      ActorSystem<?> system,
      Users users,
      UserView view,
      Journal journal,
      Supplier<CompletionStage<String>> report,
      Clock clock) {
    var config = system.settings().config();
    var commands =
        new Commands(
            clock,
            config.getDuration("users.command-deadline"),
            config.getBoolean("users.http.require-if-match"));
    var changes = new UserChanges(system, users, commands);
    var history = new UserHistory(journal);
    var reads = new UserReads(users, view, history);
    var list = new UserList(view);
    var feed = new EventFeed(journal, new EventStreams(system, journal));
    var documents = new Documents();
    var problems = new ProblemCatalogue();
    var console = new ConsolePages();
    return List.of(
        Endpoint.of("POST", "/v1/users", WRITE, changes::create),
        Endpoint.of("GET", "/v1/users", READ, list::list),
        Endpoint.of("GET", "/v1/users/{userId}", READ_OR_SELF, reads::get),
        Endpoint.of("PUT", "/v1/users/{userId}", WRITE_OR_SELF, changes::replace),
        Endpoint.of("PATCH", "/v1/users/{userId}", WRITE_OR_SELF, changes::patch),
        Endpoint.of("DELETE", "/v1/users/{userId}", ADMIN, changes::delete).producing(),
        Endpoint.of("GET", "/v1/users/{userId}/events", READ_OR_SELF, history::events),
        Endpoint.of("POST", "/v1/users/{userId}/suspend", WRITE, changes::suspend),
        Endpoint.of("POST", "/v1/users/{userId}/reactivate", WRITE, changes::reactivate),
        Endpoint.of("GET", "/v1/events", ADMIN, feed::get).producing(FeedForm.MEDIA_TYPES),
        Endpoint.of("GET", "/v1/system", ADMIN, new SystemState(report)::get),
        Endpoint.of("GET", "/", PUBLIC, console::page).producing(),
        Endpoint.of("GET", "/console/{file}", PUBLIC, console::file).producing(),
        Endpoint.of("GET", "/asyncapi.yaml", PUBLIC, documents::feed).producing("application/yaml"),
        Endpoint.of("GET", "/openapi.yaml", PUBLIC, documents::yaml).producing("application/yaml"),
        Endpoint.of("GET", "/openapi.json", PUBLIC, documents::json),
        Endpoint.of("GET", "/api", PUBLIC, documents::page).producing(),
        Endpoint.of("GET", "/api/{asset}", PUBLIC, documents::asset).producing(),
        Endpoint.of("GET", "/problems", PUBLIC, problems::all)
            .producing(ProblemCatalogue.MEDIA_TYPES),
        Endpoint.of("GET", "/problems/{name}", PUBLIC, problems::one)
            .producing(ProblemCatalogue.MEDIA_TYPES));
  }

  private Api() {}
}
