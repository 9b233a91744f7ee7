package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Arrays;
import java.util.Set;

/** The value that a text of a header or parameter stands for. */
final class Text {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static JsonNode as(Contract contract, JsonNode schema, String text) {
    return switch (contract.resolved(schema).path("type").asText()) {
      case "integer" ->
          text.matches("-?[0-9]{1,18}")
              ? LongNode.valueOf(Long.parseLong(text))
              : TextNode.valueOf(text);
      case "boolean" ->
          Set.of("true", "false").contains(text)
              ? BooleanNode.valueOf(Boolean.parseBoolean(text))
              : TextNode.valueOf(text);
      case "array" -> MAPPER.valueToTree(Arrays.asList(text.split(",", -1)));
      default -> TextNode.valueOf(text);
    };
  }

  private Text() {}
}
