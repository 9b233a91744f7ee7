package users.http;

import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;

/** The contract of the service: for programs as it is, for people in Swagger UI from its WebJar. */
final class Documents {
  private static final String HTML = "text/html; charset=UTF-8";
  private static final String SCRIPT = "text/javascript; charset=UTF-8";
  private static final String STYLE = "text/css; charset=UTF-8";
  private static final String WEB_JARS = "META-INF/maven/org.webjars/";

  private final Content yaml;
  private final Content json;
  private final Content feed = Content.resource("application/yaml", "asyncapi.yaml");
  private final Content page = Content.resource(HTML, "api/index.html");
  private final Map<String, Content> assets = assets();

  Documents() {
    byte[] contract = Content.read("openapi.yaml");
    this.yaml = Content.of("application/yaml", contract);
    this.json = Content.of("application/json", asJson(contract));
  }

  CompletionStage<HttpResponse> yaml(Exchange exchange) {
    return yaml.answer(exchange);
  }

  /** The contract of the live feed. */
  CompletionStage<HttpResponse> feed(Exchange exchange) {
    return feed.answer(exchange);
  }

  CompletionStage<HttpResponse> json(Exchange exchange) {
    return json.answer(exchange);
  }

  CompletionStage<HttpResponse> page(Exchange exchange) {
    return page.answer(exchange);
  }

  /** One of the files that the pages use; only those listed here are served. */
  CompletionStage<HttpResponse> asset(Exchange exchange) {
    return Optional.ofNullable(assets.get(exchange.path().get("asset")))
        .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "Nothing is at this path"))
        .answer(exchange);
  }

  private static Map<String, Content> assets() {
    String swaggerUi = webJar("swagger-ui");
    return Map.of(
        "swagger-ui.css", Content.resource(STYLE, swaggerUi + "swagger-ui.css"),
        "swagger-ui-bundle.js", Content.resource(SCRIPT, swaggerUi + "swagger-ui-bundle.js"),
        "favicon-32x32.png", Content.resource("image/png", swaggerUi + "favicon-32x32.png"),
        "initializer.js", Content.resource(SCRIPT, "api/initializer.js"),
        "pages.css", Content.resource(STYLE, "api/pages.css"));
  }

  private static byte[] asJson(byte[] contract) {
    try {
      return new JsonMapper().writeValueAsBytes(new YAMLMapper().readTree(contract));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The folder of a WebJar, whose name has the version that the build chose. */
  private static String webJar(String name) {
    var properties = new Properties();
    String text =
        new String(Content.read(WEB_JARS + name + "/pom.properties"), StandardCharsets.ISO_8859_1);
    try {
      properties.load(new StringReader(text));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return "META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/";
  }
}
