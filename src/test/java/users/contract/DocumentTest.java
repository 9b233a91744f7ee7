package users.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The document's examples are what its own schemas allow. */
class DocumentTest {
  private final Contract contract = Contract.ours();
  private final List<String> faults = new ArrayList<>();

  @Test
  void examplesOfBodiesFitTheirSchemas() {
    eachContent(
        (where, content) ->
            content
                .path("examples")
                .properties()
                .forEach(example -> hold(where, content.get("schema"), example.getValue())));

    assertThat(faults).isEmpty();
  }

  @Test
  void examplesOfParametersFitTheirSchemas() {
    for (Operation operation : contract.operations()) {
      for (JsonNode parameter : operation.parameters()) {
        if (parameter.has("example")) {
          contract.faults(parameter.get("schema"), parameter.get("example")).forEach(faults::add);
        }
      }
    }

    assertThat(faults).isEmpty();
  }

  @Test
  void everyOperationSaysWhatItIs() {
    assertThat(contract.operations()).hasSizeGreaterThan(12);
    assertThat(contract.operations().stream().map(Operation::id)).doesNotHaveDuplicates();
  }

  private void hold(String where, JsonNode schema, JsonNode example) {
    contract
        .faults(schema, contract.resolved(example).get("value"))
        .forEach(fault -> faults.add(where + fault));
  }

  private void eachContent(BiConsumer<String, JsonNode> each) {
    for (Operation operation : contract.operations()) {
      operation.requestBody().ifPresent(body -> contents(operation.id() + " ", body, each));
      operation
          .responses()
          .properties()
          .forEach(
              one ->
                  contents(
                      operation.id() + " " + one.getKey() + " ",
                      contract.resolved(one.getValue()),
                      each));
    }
  }

  private static void contents(String where, JsonNode holder, BiConsumer<String, JsonNode> each) {
    holder.path("content").forEach(content -> each.accept(where, content));
  }
}
