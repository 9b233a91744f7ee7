package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The OpenAPI document, read for checking: what it leaves open for the future (more properties in
 * answers) is closed, so that nothing undocumented is sent.
 */
public final class Contract {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");
  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getOpenApi31())
          .keyword(new NonValidationKeyword("components"))
          .keyword(new NonValidationKeyword("x-extensible-enum"))
          .build();
  private static final Contract OURS = new Contract(read());

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();
  private final SchemaRegistry registry = SchemaRegistry.withDialect(DIALECT);

  private Contract(JsonNode document) {
    this.document = document;
    document.at("/components/schemas").forEach(Contract::close);
    document.path("paths").properties().forEach(path -> add(path.getKey(), path.getValue()));
  }

  /** The document that the service serves. */
  public static Contract ours() {
    return OURS;
  }

  /** All that the document describes. */
  public List<Operation> operations() {
    return operations;
  }

  /** The operation with this id. */
  public Operation operation(String operationId) {
    return operations.stream()
        .filter(one -> one.id().equals(operationId))
        .findFirst()
        .orElseThrow();
  }

  /** The operation of a request, if it is documented. HEAD is GET without the body. */
  Optional<Operation> operation(String method, String path) {
    String documented = method.equals("HEAD") ? "GET" : method;
    return operations.stream()
        .filter(operation -> operation.method().equals(documented) && operation.isAt(path))
        .findFirst();
  }

  /** The codes of the problems that an operation can answer with under a status. */
  public Set<String> codes(Operation operation, String status) {
    return resolved(operation.responses().path(status))
        .at("/content/application~1problem+json/examples")
        .properties()
        .stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** A node of the document, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? resolved(at(node.get("$ref").asText())) : node;
  }

  JsonNode at(String reference) {
    return document.at(reference.substring(1));
  }

  /** What is wrong with {@code value}; empty if it is as the schema says. */
  List<String> faults(JsonNode schema, JsonNode value) {
    return schemas
        .computeIfAbsent(schema, this::compiled)
        .validate(
            value,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return registry.getSchema(whole);
  }

  private void add(String path, JsonNode item) {
    item.properties().stream()
        .filter(entry -> METHODS.contains(entry.getKey()))
        .forEach(entry -> operations.add(Operation.of(this, path, item, entry.getKey())));
  }

  private static void close(JsonNode schema) {
    if (schema.has("properties") && !schema.has("additionalProperties")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  private static JsonNode read() {
    try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
