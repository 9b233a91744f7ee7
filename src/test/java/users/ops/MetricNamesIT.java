package users.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import users.Call;
import users.TestService;
import users.infrastructure.Metrics;
import users.infrastructure.TestDatabase;

/** What the alerts and the dashboard ask for is what a node tells. */
class MetricNamesIT {
  private static final Pattern METRIC =
      Pattern.compile("\\b(users|hikaricp|jvm|process|logback)_[a-z_]+");
  private static final Path ALERTS = Path.of("conf/prometheus/alerts.yml");
  private static final Path README = Path.of("README.md");
  private static final Path DASHBOARD = Path.of("conf/grafana/dashboards/users.json");

  @Test
  void everyMetricThatIsAskedForExists() throws Exception {
    try (var database = TestDatabase.create();
        TestService service = TestService.start(database)) {
      service.send(
          Call.post(
              "/v1/users",
              "{\"firstName\":\"Ann\",\"lastName\":\"Lee\",\"email\":\"ann@example.com\"}"));
      Awaitility.await("a collection was measured and the user welcomed")
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(told(service)).containsAll(askedFor());
              });
    }
  }

  @Test
  void theReadmeNamesEveryMetricOfOurs() throws IOException {
    Set<String> documented = documented();
    try (var database = TestDatabase.create();
        TestService service = TestService.start(database)) {
      assertThat(told(service).stream().filter(name -> name.startsWith("users_")))
          .map(name -> name.replaceAll("_(bucket|count|sum|max)$", ""))
          .allMatch(documented::contains);
    }
  }

  @Test
  void everyPoolIsMeasured() {
    try (var database = TestDatabase.create();
        TestService service = TestService.start(database)) {
      assertThat(
              Metrics.get(service.system())
                  .scrape()
                  .lines()
                  .filter(line -> line.startsWith("hikaricp_connections_max{")))
          .map(line -> line.replaceAll(".*pool=\"(.*)\".*", "$1"))
          .containsExactlyInAnyOrder(
              "users", "users-journal", "users-ops", "user-view-1", "welcome");
    }
  }

  private static Set<String> told(TestService service) {
    var names = new TreeSet<String>();
    Metrics.get(service.system())
        .scrape()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
    return names;
  }

  private static Set<String> documented() throws IOException {
    String chapter = Files.readString(README).split("### Metrics", 2)[1].split("###", 2)[0];
    var names = new TreeSet<String>();
    METRIC.matcher(chapter).results().forEach(found -> names.add(found.group()));
    return names;
  }

  private static Set<String> askedFor() throws IOException {
    var names = new TreeSet<String>();
    for (String text : expressions()) {
      METRIC.matcher(text).results().forEach(found -> names.add(found.group()));
    }
    assertThat(names).hasSizeGreaterThan(20);
    return names;
  }

  private static List<String> expressions() throws IOException {
    var all = new ArrayList<>(List.of(Files.readString(ALERTS)));
    for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
      panel.get("targets").forEach(target -> all.add(target.get("expr").asText()));
    }
    return all;
  }
}
