package users.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import users.Call;
import users.TestService;
import users.TestUsers;

/**
 * Requests at the edges of what the document allows. The client holds each against it: what it
 * allows has to be taken, what it does not has to be refused.
 */
class EdgesIT {
  private static final String CREATED = "users.user-created.v1";

  private final TestService service = TestService.shared();

  @TestFactory
  Stream<DynamicTest> entityTags() {
    return Stream.of(
        row("a list that ends with a comma", known("\"1\","), "200"),
        row("a list with a gap", known("\"1\",,\"2\""), "400 INVALID_HEADER"));
  }

  @TestFactory
  Stream<DynamicTest> types() {
    return Stream.of(
        row("one", types(CREATED), "200"),
        row("one seven times", types((CREATED + ",").repeat(6) + CREATED), "200"),
        row("nothing after a comma", types(CREATED + ","), "400 INVALID_PARAMETER"));
  }

  @TestFactory
  Stream<DynamicTest> placesOfAPage() {
    return Stream.of(
        row("what was seen last", lastSeen("0-0"), "200"),
        row("what is no place", lastSeen("-1"), "400 INVALID_HEADER"));
  }

  @TestFactory
  Stream<DynamicTest> times() {
    String refused = "400 INVALID_PARAMETER";
    return Stream.of(
        row("the largest offset", asOf("2020-01-01T12:00:00-18:00"), "404 VERSION_NOT_FOUND"),
        row("a larger offset", asOf("2020-01-01T12:00:00-18:01"), refused),
        row("a month that is none", asOf("2020-13-01T12:00:00Z"), refused),
        row("the hour 24", asOf("2020-01-01T24:00:00Z"), refused),
        row("a leap second", asOf("2016-12-31T23:59:60Z"), refused));
  }

  @TestFactory
  Stream<DynamicTest> names() {
    return Stream.of("\u00A0", "\u200B", "\u2060\uFEFF", "\u3164", "\u2800", "\u0301", "\uFE0F")
        .map(
            blank ->
                row(
                    "U+" + Integer.toHexString(blank.charAt(0)),
                    Call.post("/v1/users", TestUsers.profile(blank, "Lee", TestUsers.newEmail())),
                    "422 INVALID_INPUT"));
  }

  @TestFactory
  Stream<DynamicTest> searches() {
    return Stream.of("%C2%A0", "%E3%80%80", "%EF%BB%BF", "%20")
        .map(
            blank ->
                row(
                    blank,
                    Call.get("/v1/users?q=" + blank + "&email=" + blank),
                    "400 INVALID_PARAMETER"));
  }

  private DynamicTest row(String name, Call call, String outcome) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(service.send(call).outcome()).isEqualTo(outcome));
  }

  private static Call known(String tags) {
    return Call.get("/problems").with("If-None-Match", tags);
  }

  private static Call types(String list) {
    return Call.get("/v1/events?type=" + list);
  }

  private static Call lastSeen(String place) {
    return Call.get("/v1/events").with("Last-Event-ID", place);
  }

  private Call asOf(String time) {
    return Call.get(TestUsers.path(TestUsers.create(service)) + "?asOf=" + time);
  }
}
