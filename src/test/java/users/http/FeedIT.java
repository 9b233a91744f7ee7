package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import users.Answer;
import users.Call;
import users.LogLines;
import users.TestService;
import users.TestUsers;
import users.infrastructure.TestDatabase;

/** The feed of all events, page by page and live. */
class FeedIT {
  private final TestService service = TestService.shared();

  @Test
  void anEventIsACloudEvent() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Answer user =
        service.send(
            Call.post("/v1/users", TestUsers.profile("Ann", "Lee", TestUsers.newEmail()))
                .with("traceparent", trace));
    String id = user.text("userId");

    JsonNode event = page("?user=" + id).get(0);

    assertThat(event.get("position").asText()).matches("\\d+-\\d+");
    assertThat(event)
        .isEqualTo(
            Answer.read(
                """
                {"specversion":"1.0","id":"%s/1","source":"/v1/users",
                 "type":"users.user-created.v1","subject":"%s","time":%s,
                 "datacontenttype":"application/json","sequence":"1","sequencetype":"Integer",
                 "position":%s,"actor":"anonymous","traceparent":"%s",
                 "data":{"firstName":"Ann","lastName":"Lee","email":%s}}
                """
                    .formatted(
                        id,
                        id,
                        user.json().get("createdAt"),
                        event.get("position"),
                        trace,
                        user.json().get("email"))));
  }

  @Test
  void itIsReadPageByPage() {
    Answer user = TestUsers.create(service);
    service.send(Call.patch(TestUsers.path(user), "{\"firstName\":\"Eve\"}"));
    service.send(Call.delete(TestUsers.path(user)));
    String query = "?user=" + user.text("userId");

    List<JsonNode> whole = page(query);
    List<JsonNode> walked = new ArrayList<>();
    String path = "/v1/events" + query + "&limit=1";
    for (Answer page = feed(path); !page.json().isEmpty(); page = feed(next(page))) {
      page.json().forEach(walked::add);
    }

    assertThat(types(whole))
        .containsExactly(
            "users.user-created.v1",
            "users.user-welcomed.v1",
            "users.user-updated.v1",
            "users.user-deleted.v1");
    assertThat(walked).isEqualTo(whole);
  }

  @Test
  void itIsReadBackwardsToo() {
    Answer user = TestUsers.create(service);
    String query = "?user=" + user.text("userId");
    List<JsonNode> whole = page(query);

    assertThat(page(query + "&before=now&limit=1")).isEqualTo(whole.subList(1, 2));
    assertThat(page(query + "&limit=1&before=" + whole.get(1).get("position").asText()))
        .isEqualTo(whole.subList(0, 1));
  }

  @Test
  void itIsFilteredByTypes() {
    Answer user = TestUsers.create(service);
    service.send(Call.post(TestUsers.path(user) + "/suspend", "{\"reason\":\"a reason\"}"));
    service.send(Call.delete(TestUsers.path(user)));
    String query = "?user=" + user.text("userId");

    assertThat(types(page(query + "&type=users.user-suspended.v1,users.user-created.v1")))
        .containsExactly("users.user-created.v1", "users.user-suspended.v1");
    assertThat(types(page(query + "&type=users.user-suspended.v1&type=users.user-deleted.v1")))
        .containsExactly("users.user-suspended.v1", "users.user-deleted.v1");
  }

  @ParameterizedTest
  @CsvSource({
    "after=1,                      400 INVALID_PARAMETER",
    "after=-1-1,                   400 INVALID_PARAMETER",
    "after=tomorrow,               400 INVALID_PARAMETER",
    "after=1-1&before=2-2,         400 INVALID_PARAMETER",
    "limit=0,                      400 INVALID_PARAMETER",
    "limit=1001,                   400 INVALID_PARAMETER",
    "type=user-created,            400 INVALID_PARAMETER",
    "user=ann,                     400 INVALID_PARAMETER",
    "nonsense=1,                   400 INVALID_PARAMETER",
    "after=999999999999999999-1,   410 POSITION_GONE",
    "after=beginning&limit=1,      200",
    "after=now,                    200"
  })
  void whatItIsAskedIsChecked(String query, String outcome) {
    assertThat(service.send(Call.get("/v1/events?" + query)).outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "application/cloudevents-batch+json, application/cloudevents-batch+json",
    "application/json,                   application/json",
    "*/*,                                application/cloudevents-batch+json",
    "text/html,                          application/problem+json"
  })
  void aPageComesAsTheClientLikes(String accept, String contentType) {
    Answer answer = service.send(Call.get("/v1/events?limit=1").with("Accept", accept));

    assertThat(answer.header("Content-Type")).isEqualTo(contentType);
  }

  @Test
  void whatHappensIsToldLive() throws IOException {
    try (FeedReader reader = FeedReader.open(service.port(), "?type=users.user-created.v1")) {
      Answer user = TestUsers.create(service);

      JsonNode event = reader.read(1, 10_000).get(0);

      assertThat(event).isEqualTo(page("?user=" + user.text("userId")).get(0));
      assertThat(reader.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream");
    }
  }

  @Test
  void whoReconnectsGoesOnAfterTheLastEvent() throws IOException {
    Answer user = TestUsers.create(service);
    List<JsonNode> events = page("?user=" + user.text("userId"));

    try (FeedReader reader =
        FeedReader.open(
            service.port(),
            "?after=beginning",
            "Last-Event-ID",
            events.get(0).get("position").asText())) {

      assertThat(reader.read(1, 10_000).get(0)).isEqualTo(events.get(1));
    }
  }

  @Test
  void aStreamTellsWhereItIsBeforeAnythingHappens() throws IOException {
    TestUsers.create(service);
    try (FeedReader reader = FeedReader.open(service.port(), "")) {
      reader.read(10_000);

      assertThat(reader.lastId()).isPresent();
      assertThat(service.send(Call.get("/v1/events?after=" + reader.lastId().get())).outcome())
          .isEqualTo("200");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?after=tomorrow, '',                 400",
    "?limit=1,        '',                 400",
    "'',              nonsense,           400",
    "'',              999999999999999999-1, 410"
  })
  void aStreamIsCheckedAsWell(String query, String lastEventId, int status) {
    try (FeedReader reader = FeedReader.open(service.port(), query, "Last-Event-ID", lastEventId)) {
      assertThat(reader.response().statusCode()).isEqualTo(status);
    }
  }

  @Test
  void aNodeHasOnlySoManyStreamsAndEndsThemWhenItStops() throws IOException {
    try (TestDatabase database = TestDatabase.create()) {
      TestService small =
          TestService.start(
              database, "users.http.max-streams = 1", "users.http.stream-heartbeat = 100ms");
      try (FeedReader reader = FeedReader.open(small.port(), "")) {
        Answer surplus = small.send(Call.get("/v1/events").with("Accept", "text/event-stream"));
        assertThat(surplus.outcome()).isEqualTo("503 OVERLOADED");
        assertThat(surplus.header("Retry-After")).isNotEmpty();

        small.close();

        while (reader.read(1000).isPresent()) {
          assertThat(reader.lastId()).isPresent();
        }
      }
    }
  }

  @Test
  void whoDoesNotReadIsCutAndMayComeBackAndNobodyCallsItAnError() {
    try (LogLines log = LogLines.of(Logger.ROOT_LOGGER_NAME)) {
      cutIdleReader();

      assertThat(log.all())
          .filteredOn(line -> line.getLevel() == Level.ERROR)
          .extracting(ILoggingEvent::getFormattedMessage)
          .noneMatch(message -> message.contains("/v1/events"));
    }
  }

  private static void cutIdleReader() {
    try (TestDatabase database = TestDatabase.create();
        TestService small =
            TestService.start(
                database, "users.http.max-streams = 1", "users.http.stream-patience = 500ms")) {
      store(database, 8000);
      try (FeedReader idle = FeedReader.open(small.port(), "?after=beginning")) {
        assertThat(idle.response().statusCode()).isEqualTo(200);
        Awaitility.await()
            .untilAsserted(
                () -> {
                  try (FeedReader next = FeedReader.open(small.port(), "")) {
                    assertThat(next.response().statusCode()).isEqualTo(200);
                  }
                });
      }
    }
  }

  /** Events of 4 KB, more than the buffers of a connection hold. */
  private static void store(TestDatabase database, int events) {
    database.execute(
        """
        INSERT INTO event_journal (persistence_id, sequence_number, writer, write_timestamp,
            event_ser_id, event_ser_manifest, event_payload)
        SELECT 'User|01a207ec-c880-7da9-bbdc-cb43f4970cd8', n, 'test', 0, 1001, '',
          convert_to('{"type":"user-suspended","reason":"' || repeat('x', 4000)
            || '","at":"2026-01-01T12:00:00Z","actor":"test","commandId":"' || n || '"}', 'UTF8')
        FROM generate_series(1, %d) AS n
        """
            .formatted(events));
  }

  private Answer feed(String path) {
    Answer page = service.send(Call.get(path));
    assertThat(page.outcome()).isEqualTo("200");
    return page;
  }

  private List<JsonNode> page(String query) {
    return StreamSupport.stream(feed("/v1/events" + query).json().spliterator(), false).toList();
  }

  private static String next(Answer page) {
    String link = page.header("Link");
    return link.substring(link.indexOf('<') + 1, link.indexOf('>'));
  }

  private static List<String> types(List<JsonNode> events) {
    return events.stream().map(event -> event.get("type").asText()).toList();
  }
}
