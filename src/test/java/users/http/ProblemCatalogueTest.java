package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The catalogue of problems is the same in the code, in the README and in the OpenAPI document. */
class ProblemCatalogueTest {

  @Test
  void readmeListsEveryProblem() throws IOException {
    String table =
        Arrays.stream(ProblemType.values())
            .map(ProblemCatalogueTest::row)
            .collect(
                Collectors.joining(
                    "\n", "| status | code | meaning | what to do |\n|---|---|---|---|\n", "\n"));

    assertThat(Files.readString(Path.of("README.md"))).contains(table);
  }

  @Test
  void documentShowsEveryProblem() throws IOException {
    JsonNode components = document().get("components");

    for (ProblemType type : ProblemType.values()) {
      JsonNode example = components.at("/examples/" + type.name() + "/value");
      assertThat(example.path("type").asText()).isEqualTo(type.path());
      assertThat(example.path("title").asText()).isEqualTo(type.title());
      assertThat(example.path("status").asInt()).isEqualTo(type.status());
      assertThat(example.path("code").asText()).isEqualTo(type.name());
    }
    assertThat(texts(components.at("/schemas/ProblemCode/x-extensible-enum")))
        .containsExactlyElementsOf(Stream.of(ProblemType.values()).map(Enum::name).toList());
  }

  private static String row(ProblemType type) {
    return "| %d | `%s` | %s | %s |"
        .formatted(type.status(), type.name(), type.title(), type.advice());
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static JsonNode document() throws IOException {
    try (InputStream yaml = ProblemCatalogueTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    }
  }
}
