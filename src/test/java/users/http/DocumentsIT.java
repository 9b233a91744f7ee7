package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.Answer;
import users.Call;
import users.TestService;
import users.infrastructure.TestDatabase;

/** The contract and the catalogue of problems, as programs and browsers get them. */
class DocumentsIT {
  private static TestDatabase database;
  private static TestService service;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    service = TestService.start(database);
  }

  @AfterAll
  static void stop() {
    service.close();
    database.close();
  }

  @Test
  void theDocumentIsServedAsYamlAndAsJson() {
    Answer yaml = get("/openapi.yaml");
    Answer json = get("/openapi.json");

    assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
    assertThat(yaml.body()).startsWith("openapi: 3.1.0\n");
    assertThat(json.json().at("/paths/~1v1~1users/post/operationId").asText())
        .isEqualTo("createUser");
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String tag = get("/openapi.json").etag();

    Answer again = service.send(Call.get("/openapi.json").with("If-None-Match", tag));

    assertThat(again.outcome()).isEqualTo("304");
    assertThat(again.header("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void thePageNeedsNothingFromElsewhere() {
    Answer page = get("/api");

    List<String> sources =
        Pattern.compile("(?:href|src)=\"([^\"]+)\"")
            .matcher(page.body())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(source -> assertThat(get("/" + source).status()).isEqualTo(200));
    assertThat(page.body()).doesNotContain("<style", "<script>", "onload");
    assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';");
  }

  @Test
  void onlyThePagesOwnFilesAreServed() {
    assertThat(
            List.of(
                "/api/",
                "/api/index.html",
                "/api/..%2fapplication.conf",
                "/api/%2e%2e%2fusers.conf",
                "/api//x"))
        .allSatisfy(path -> assertThat(get(path).outcome()).isEqualTo("404 NOT_FOUND"));
  }

  @Test
  void aProblemIsExplainedToProgramsAndToPeople() {
    String type = get("/v1/users/none").text("type");

    assertThat(get(type).text("code")).isEqualTo("USER_NOT_FOUND");
    Answer page = service.send(Call.get(type).with("Accept", "text/html,*/*;q=0.8"));
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=UTF-8");
    assertThat(page.body()).contains("<h1>There is no such user</h1>");
    assertThat(get("/problems").json().get("items")).hasSize(ProblemType.values().length);
    assertThat(get("/problems/none").outcome()).isEqualTo("404 NOT_FOUND");
  }

  private static Answer get(String path) {
    return service.send(Call.get(path));
  }
}
