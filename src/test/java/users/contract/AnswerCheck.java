package users.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import users.Answer;

/** Holds an answer against the response that is documented for it. */
final class AnswerCheck {
  /** Headers of HTTP itself, which every answer may have. */
  private static final Set<String> COMMON =
      Set.of(
          "allow",
          "cache-control",
          "connection",
          "content-length",
          "content-security-policy",
          "content-type",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
          "date",
          "permissions-policy",
          "referrer-policy",
          "strict-transport-security",
          "transfer-encoding",
          "vary",
          "x-content-type-options",
          "x-accel-buffering",
          "x-frame-options");

  private final Contract contract;
  private final JsonNode response;
  private final List<String> faults = new ArrayList<>();

  AnswerCheck(Contract contract, JsonNode response) {
    this.contract = contract;
    this.response = response;
  }

  List<String> faults(Answer answer, boolean withoutBody) {
    headers(answer);
    if (!withoutBody) {
      body(answer);
    }
    return faults;
  }

  private void headers(Answer answer) {
    JsonNode documented = response.path("headers");
    documented.properties().forEach(header -> header(header.getKey(), header.getValue(), answer));
    var names = new ArrayList<String>();
    documented.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
    for (String name : answer.headers().map().keySet()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!names.contains(lower) && !COMMON.contains(lower)) {
        faults.add("undocumented header " + name);
      }
    }
  }

  private void header(String name, JsonNode reference, Answer answer) {
    JsonNode header = contract.resolved(reference);
    String value = answer.header(name);
    if (value.isEmpty() && header.path("required").asBoolean()) {
      faults.add("no header " + name);
    }
    if (!value.isEmpty()) {
      JsonNode schema = header.get("schema");
      contract
          .faults(schema, Text.as(contract, schema, value))
          .forEach(fault -> faults.add(name + ": " + value + " " + fault));
    }
  }

  private void body(Answer answer) {
    String type = answer.header("Content-Type").split(";", 2)[0];
    JsonNode content = response.path("content").path(type);
    if (!response.has("content")) {
      if (!answer.body().isEmpty()) {
        faults.add("undocumented body");
      }
    } else if (content.isMissingNode()) {
      faults.add("undocumented type " + type);
    } else if (type.endsWith("json")) {
      faults.addAll(contract.faults(content.get("schema"), answer.json()));
      code(content, answer);
    } else {
      faults.addAll(contract.faults(content.get("schema"), TextNode.valueOf(answer.body())));
    }
  }

  /** The codes of problems are documented by an example each. */
  private void code(JsonNode content, Answer answer) {
    boolean problem = answer.header("Content-Type").startsWith("application/problem");
    if (problem && !content.path("examples").has(answer.text("code"))) {
      faults.add("undocumented code " + answer.text("code"));
    }
  }
}
