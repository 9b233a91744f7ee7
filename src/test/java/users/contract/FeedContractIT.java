package users.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;

/** The AsyncAPI document describes each event as it is really sent. */
class FeedContractIT {
  private final TestService service = TestService.shared();
  private final JsonNode document = document();

  @Test
  void everyEventIsAsTheDocumentSays() {
    List<JsonNode> events = aWholeLife();

    assertThat(events.stream().map(FeedContractIT::type).distinct())
        .containsExactlyInAnyOrderElementsOf(documented());
    for (JsonNode event : events) {
      assertThat(faults(event, type(event))).as(event.toString()).isEmpty();
    }
  }

  @Test
  void noEventIsTakenForAnother() {
    for (JsonNode event : aWholeLife()) {
      List<String> fitting =
          documented().stream().filter(type -> faults(event, type).isEmpty()).toList();

      assertThat(fitting).containsExactly(type(event));
    }
  }

  @Test
  void itsExamplesAreEvents() {
    for (JsonNode message : document.at("/components/messages")) {
      for (JsonNode example : message.path("examples")) {
        assertThat(faults(example.get("payload"), message.get("name").asText())).isEmpty();
      }
    }
  }

  @Test
  void itIsServed() {
    Answer answer = service.send(Call.get("/asyncapi.yaml"));

    assertThat(answer.outcome()).isEqualTo("200");
    assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(answer.body()).startsWith("asyncapi: 3.0.0");
  }

  private List<JsonNode> aWholeLife() {
    Answer user = TestUsers.create(service);
    String path = TestUsers.path(user);
    service.send(Call.patch(path, "{\"lastName\":\"O'Brien\"}"));
    service.send(Call.post(path + "/suspend", "{\"reason\":\"a reason\"}"));
    service.send(Call.post(path + "/reactivate"));
    service.send(Call.post(path + "/suspend"));
    service.send(Call.delete(path));
    Answer page = service.send(Call.get("/v1/events?user=" + user.text("userId")));
    return StreamSupport.stream(page.json().spliterator(), false).toList();
  }

  private List<String> documented() {
    var names = new ArrayList<String>();
    document.at("/components/messages").forEach(message -> names.add(message.get("name").asText()));
    return names;
  }

  private List<String> faults(JsonNode event, String type) {
    for (JsonNode message : document.at("/components/messages")) {
      if (message.get("name").asText().equals(type)) {
        ObjectNode schema = message.get("payload").deepCopy();
        schema.set("components", document.get("components"));
        return SchemaRegistry.withDialect(Dialects.getDraft7())
            .getSchema(schema)
            .validate(
                event,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
            .stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
            .toList();
      }
    }
    return List.of("no such message: " + type);
  }

  private static String type(JsonNode event) {
    return event.get("type").asText();
  }

  private static JsonNode document() {
    try (var yaml = FeedContractIT.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
