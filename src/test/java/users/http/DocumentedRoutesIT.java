package users.http;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import users.TestService;
import users.contract.Contract;
import users.contract.Operation;
import users.security.Access;
import users.security.Caller;
import users.security.Scope;

/** The route table and the document say the same: what there is, who may, and who is refused. */
class DocumentedRoutesIT {
  /** Pages for people and their files, and the contracts themselves. */
  private static final Set<String> PAGES =
      Set.of(
          "GET /",
          "GET /console/{file}",
          "GET /api",
          "GET /api/{asset}",
          "GET /openapi.yaml",
          "GET /openapi.json",
          "GET /asyncapi.yaml");

  private final Contract contract = Contract.ours();
  private final List<Endpoint> endpoints =
      Api.endpoints(TestService.shared().system(), null, null, null, null, Clock.systemUTC());

  @Test
  void everyRouteIsDocumentedWithTheScopesThatOpenIt() {
    Map<String, Set<String>> routes =
        endpoints.stream()
            .filter(endpoint -> !PAGES.contains(route(endpoint)))
            .collect(toMap(DocumentedRoutesIT::route, endpoint -> opening(endpoint.access())));

    assertThat(
            contract.operations().stream().collect(toMap(Operation::toString, Operation::scopes)))
        .isEqualTo(routes);
  }

  @Test
  void onlyThePagesAreLeftOut() {
    assertThat(endpoints.stream().map(DocumentedRoutesIT::route)).containsAll(PAGES);
  }

  @Test
  void everyOperationSaysHowItIsRefusedBeforeItBegins() {
    for (Operation operation : contract.operations()) {
      boolean open = operation.scopes().isEmpty();
      assertThat(codes(operation, "401")).isEqualTo(open ? Set.of() : Set.of("UNAUTHENTICATED"));
      assertThat(codes(operation, "403")).isEqualTo(open ? Set.of() : Set.of("FORBIDDEN"));
      assertThat(codes(operation, "400")).as(operation.id()).contains("MALFORMED_REQUEST");
      assertThat(codes(operation, "429")).containsExactly("TOO_MANY_REQUESTS");
      assertThat(codes(operation, "503")).containsExactlyInAnyOrder("UNAVAILABLE", "OVERLOADED");
      assertThat(codes(operation, "default"))
          .contains("METHOD_NOT_ALLOWED", "BODY_TOO_LARGE", "URI_TOO_LONG", "HEADERS_TOO_LARGE");
    }
  }

  private Set<String> codes(Operation operation, String status) {
    return contract.codes(operation, status);
  }

  private static String route(Endpoint endpoint) {
    return endpoint.method() + " " + endpoint.path();
  }

  /** The scopes with which one may do it to oneself; none if one may without. */
  private static Set<String> opening(Access access) {
    return access.scope().isEmpty()
        ? Set.of()
        : Stream.of(Scope.values())
            .filter(scope -> access.allows(new Caller("self", Set.of(scope)), Optional.of("self")))
            .map(Scope::value)
            .collect(toSet());
  }
}
