package users.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import users.domain.User;
import users.journal.Fact;
import users.journal.JournalEvent;
import users.view.Page;
import users.view.UserRow;

/** The JSON that the service sends: every shape in one place. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** A user as every operation shows it. */
  record UserJson(
      String userId,
      String firstName,
      String lastName,
      String email,
      String status,
      boolean welcomed,
      long version,
      Instant createdAt,
      Instant updatedAt) {

    static UserJson of(String userId, User.Living user, long version) {
      return new UserJson(
          userId,
          user.profile().firstName(),
          user.profile().lastName(),
          user.profile().email(),
          user.status().name().toLowerCase(Locale.ROOT),
          user.welcomed(),
          version,
          user.createdAt(),
          user.updatedAt());
    }

    static UserJson of(UserRow row) {
      return new UserJson(
          row.userId(),
          row.firstName(),
          row.lastName(),
          row.email(),
          row.status().name().toLowerCase(Locale.ROOT),
          row.welcomed(),
          row.version(),
          row.createdAt(),
          row.updatedAt());
    }
  }

  /** A page of users, and how far the read side may be behind. */
  record UserListJson(List<UserJson> items, Optional<String> nextCursor, LagJson lag) {
    static UserListJson of(Page page) {
      return new UserListJson(
          page.items().stream().map(UserJson::of).toList(),
          page.next(),
          new LagJson(page.lag().seconds(), page.lag().events()));
    }
  }

  record LagJson(double seconds, long events) {}

  /** A page of a user's history, the oldest event first. */
  record HistoryJson(List<EventJson> items, Optional<String> nextCursor) {}

  /** What happened to a user; {@code changes}: each field that changed, with its new value. */
  record EventJson(
      String type, long version, Instant at, String actor, Map<String, String> changes) {
    static EventJson of(JournalEvent event) {
      Fact fact = Fact.of(event.event());
      return new EventJson(
          fact.type(),
          event.version(),
          fact.metadata().at(),
          fact.metadata().actor(),
          fact.changes());
    }
  }

  static ObjectNode problem(Problem problem) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("type", problem.type().path())
            .put("title", problem.type().title())
            .put("status", problem.type().status())
            .put("detail", problem.detail())
            .put("code", problem.type().name());
    if (!problem.faults().isEmpty()) {
      var errors = json.putArray("errors");
      for (Problem.Fault fault : problem.faults()) {
        errors
            .addObject()
            .put(fault.in(), fault.where())
            .put("code", fault.code())
            .put("detail", fault.detail());
      }
    }
    return json;
  }

  /** A kind of problem, for the catalogue. */
  record ProblemTypeJson(String type, String code, int status, String title, String advice) {}

  /** The catalogue. */
  record ProblemTypesJson(List<ProblemTypeJson> items) {}

  static ProblemTypeJson problemType(ProblemType type) {
    return new ProblemTypeJson(
        type.path(), type.name(), type.status(), type.title(), type.advice());
  }

  static ProblemTypesJson problemTypes() {
    return new ProblemTypesJson(
        Arrays.stream(ProblemType.values()).map(Json::problemType).toList());
  }

  static byte[] bytes(Object shape) {
    try {
      return MAPPER.writeValueAsBytes(shape);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Json() {}
}
