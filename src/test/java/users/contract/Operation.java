package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An operation of the document, its references resolved.
 *
 * @param scopes each of them opens it; none are needed if it is empty
 */
public record Operation(
    String id,
    String method,
    String path,
    Pattern pattern,
    List<JsonNode> parameters,
    Optional<JsonNode> requestBody,
    JsonNode responses,
    Set<String> scopes) {

  static Operation of(Contract contract, String path, JsonNode item, String method) {
    JsonNode operation = item.get(method);
    var parameters = new ArrayList<JsonNode>();
    Stream.of(item, operation)
        .flatMap(node -> Stream.of(node.path("parameters")))
        .forEach(list -> list.forEach(one -> parameters.add(contract.resolved(one))));
    return new Operation(
        operation.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        Pattern.compile(path.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]*")),
        parameters,
        Optional.ofNullable(operation.get("requestBody")).map(contract::resolved),
        operation.get("responses"),
        Set.copyOf(scopes(operation)));
  }

  boolean isAt(String somePath) {
    return pattern.matcher(somePath).matches();
  }

  /** Whether the document names this status for it, not only among the default ones. */
  public boolean hasStatus(int status) {
    return responses.has(String.valueOf(status));
  }

  /** A parameter of this operation, by where it is and its name. */
  Optional<JsonNode> parameter(String in, String name) {
    return parameters.stream()
        .filter(one -> one.get("in").asText().equals(in))
        .filter(one -> one.get("name").asText().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Those of its security requirements, of which one has to be met. */
  private static List<String> scopes(JsonNode operation) {
    var scopes = new ArrayList<String>();
    operation
        .get("security")
        .findValues("bearer")
        .forEach(bearer -> bearer.forEach(scope -> scopes.add(scope.asText())));
    return scopes;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
