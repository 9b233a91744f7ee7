package users.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import users.domain.Checks;

/**
 * A JSON object that a client sent, read strictly: what Jackson would overlook by default
 * (duplicate keys, trailing text, a bare {@code null}) is refused. What is wrong with its fields is
 * collected, so that the client learns of all of it at once.
 */
final class JsonBody {
  private static final Set<String> READ_ONLY =
      Set.of("userId", "status", "welcomed", "version", "createdAt", "updatedAt");
  private static final ObjectMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(32)
                          .maxNameLength(200)
                          .maxStringLength(65_536)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode object;
  private final Checks checks = new Checks();

  private JsonBody(JsonNode object, List<String> fields) {
    this.object = object;
    object.fieldNames().forEachRemaining(name -> refuseStranger(name, fields));
  }

  /** The object in {@code bytes}, which may have {@code fields} and no others. */
  static JsonBody parse(byte[] bytes, String... fields) {
    JsonNode value = read(bytes);
    if (!value.isObject()) {
      throw Problem.of(
          ProblemType.INVALID_INPUT,
          List.of(Problem.Fault.field("", "WRONG_TYPE", "must be an object")));
    }
    return new JsonBody(value, List.of(fields));
  }

  /** The same of a body that may be left out. */
  static Optional<JsonBody> parseOptional(byte[] bytes, String... fields) {
    return bytes.length == 0 ? Optional.empty() : Optional.of(parse(bytes, fields));
  }

  /** A field that has to be there. */
  Optional<String> required(String field) {
    if (!object.has(field)) {
      checks.add(field, "MISSING", "is required");
    }
    return optional(field);
  }

  /** A field that may be absent, but not {@code null}: no field of a user can be removed. */
  Optional<String> optional(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isNull()) {
      checks.add(field, "NULL", "must not be null");
    } else if (!value.isTextual()) {
      checks.add(field, "WRONG_TYPE", "must be a string");
    }
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  Checks checks() {
    return checks;
  }

  /** Throws the problem with all faults found, if there is one. */
  void done() {
    if (!checks.faults().isEmpty()) {
      throw Problem.of(
          ProblemType.INVALID_INPUT,
          checks.faults().stream()
              .map(fault -> Problem.Fault.field(fault.field(), fault.code(), fault.detail()))
              .distinct()
              .toList());
    }
  }

  private void refuseStranger(String name, List<String> fields) {
    if (READ_ONLY.contains(name)) {
      checks.add(name, "READ_ONLY", "is set by the service");
    } else if (!fields.contains(name)) {
      checks.add(name, "UNKNOWN_FIELD", "is not a field of this request");
    }
  }

  private static JsonNode read(byte[] bytes) {
    try {
      JsonNode value = STRICT.readTree(utf8(bytes));
      if (value.isMissingNode()) {
        throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty");
      }
      return value;
    } catch (JsonProcessingException malformed) {
      throw Problem.of(ProblemType.MALFORMED_JSON, "Not valid JSON" + at(malformed.getLocation()));
    } catch (CharacterCodingException malformed) {
      throw Problem.of(ProblemType.MALFORMED_JSON, "Not valid UTF-8");
    }
  }

  /** Left to itself, Jackson also takes UTF-16, UTF-32 and bytes that are no UTF-8 at all. */
  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String at(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
