package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import users.Call;

/** Requests made from the examples of the document. */
final class Calls {
  private final Contract contract;

  Calls(Contract contract) {
    this.contract = contract;
  }

  /**
   * A request with the examples of all path parameters and the body, but for those given.
   *
   * @param path values of path parameters to use instead of the examples
   */
  Call of(Operation operation, Map<String, String> path) {
    String resolved = operation.path();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.get("name").asText();
      resolved = resolved.replace("{" + name + "}", path.getOrDefault(name, example(parameter)));
    }
    var call = new Call(operation.method(), resolved, Map.of(), body(operation));
    return type(operation).map(type -> call.with("Content-Type", type)).orElse(call);
  }

  /** The same with the examples of its query parameters. */
  Call withQuery(Operation operation, Call call) {
    var query = new LinkedHashMap<String, String>();
    for (JsonNode parameter : operation.parameters()) {
      if (parameter.get("in").asText().equals("query") && parameter.has("example")) {
        query.put(parameter.get("name").asText(), example(parameter));
      }
    }
    return query.isEmpty() ? call : at(call, call.path() + "?" + encoded(query));
  }

  static Call at(Call call, String path) {
    return new Call(call.method(), path, call.headers(), call.body());
  }

  /** The same with another body; where none is documented it says that it is JSON. */
  static Call withBody(Call call, String body) {
    var other = new Call(call.method(), call.path(), call.headers(), Optional.of(body));
    return call.headers().containsKey("Content-Type")
        ? other
        : other.with("Content-Type", "application/json");
  }

  private Optional<String> type(Operation operation) {
    return operation.requestBody().map(body -> body.get("content").fieldNames().next());
  }

  private Optional<String> body(Operation operation) {
    return operation
        .requestBody()
        .map(body -> body.get("content").elements().next())
        .map(content -> contract.resolved(content.get("examples").elements().next()))
        .map(example -> example.get("value").toString());
  }

  private static String example(JsonNode parameter) {
    JsonNode example = parameter.path("example");
    if (!example.isArray()) {
      return example.asText();
    }
    var values = new ArrayList<String>();
    example.forEach(value -> values.add(value.asText()));
    return String.join(",", values);
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(
            pair ->
                pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
