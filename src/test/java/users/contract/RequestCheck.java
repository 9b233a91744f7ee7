package users.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import users.Call;

/** Holds a request against the operation that it is for. */
final class RequestCheck {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Contract contract;
  private final Operation operation;
  private final List<String> faults = new ArrayList<>();

  RequestCheck(Contract contract, Operation operation) {
    this.contract = contract;
    this.operation = operation;
  }

  List<String> faults(Call call) {
    query(URI.create(call.path()).getRawQuery());
    call.headers().forEach(this::header);
    operation.requestBody().ifPresentOrElse(body -> body(body, call), () -> noBody(call));
    return faults;
  }

  private void query(String query) {
    var seen = new HashSet<String>();
    for (String pair :
        Optional.ofNullable(query).map(text -> text.split("&")).orElse(new String[0])) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (!seen.add(name) && !isList(name)) {
        faults.add("repeated parameter " + name);
      }
      parameter(name, decoded(parts.length == 1 ? "" : parts[1]));
    }
  }

  private boolean isList(String name) {
    return operation
        .parameter("query", name)
        .filter(parameter -> parameter.at("/schema/type").asText().equals("array"))
        .isPresent();
  }

  /**
   * Headers that the document does not name are none of its business; the space around a value is
   * not part of it (RFC 9110, 5.5).
   */
  private void header(String name, String value) {
    operation
        .parameter("header", name)
        .ifPresent(parameter -> value(parameter, name, value.strip()));
  }

  private void parameter(String name, String value) {
    operation
        .parameter("query", name)
        .ifPresentOrElse(
            parameter -> value(parameter, name, value),
            () -> faults.add("undocumented parameter " + name));
  }

  private void value(JsonNode parameter, String name, String value) {
    JsonNode schema = parameter.get("schema");
    contract
        .faults(schema, Text.as(contract, schema, value))
        .forEach(fault -> faults.add(name + fault));
  }

  private void body(JsonNode documented, Call call) {
    if (call.body().isEmpty()) {
      if (documented.path("required").asBoolean()) {
        faults.add("no body");
      }
      return;
    }
    String type = call.headers().getOrDefault("Content-Type", "").split(";", 2)[0];
    JsonNode content = documented.path("content").path(type);
    if (content.isMissingNode()) {
      faults.add("body of type " + type);
    } else {
      json(content.get("schema"), call.body().get());
    }
  }

  private void json(JsonNode schema, String body) {
    try {
      faults.addAll(contract.faults(schema, MAPPER.readTree(body)));
    } catch (JsonProcessingException e) {
      faults.add("no JSON");
    }
  }

  /** An empty object says as little as no body. */
  private void noBody(Call call) {
    if (call.body().filter(body -> !body.equals("{}")).isPresent()) {
      faults.add("a body");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
