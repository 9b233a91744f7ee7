package users.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;

/** A user's life, as a client sees it. */
class UserLifeIT {
  private final TestService service = TestService.shared();

  @Test
  void aUserIsCreated() {
    String email = TestUsers.newEmail();

    Answer created = service.send(Call.post("/v1/users", TestUsers.profile("Ann", "Lee", email)));

    assertThat(created.outcome()).isEqualTo("201");
    assertThat(created.etag()).isEqualTo("\"1\"");
    assertThat(created.header("Location")).isEqualTo("/v1/users/" + created.text("userId"));
    assertThat(created.text("userId"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    assertThat(Instant.parse(created.text("createdAt")))
        .isCloseTo(Instant.now(), within(10, ChronoUnit.SECONDS));
    assertThat(without(created, "userId", "createdAt", "updatedAt"))
        .isEqualTo(
            json(
                "{'firstName':'Ann','lastName':'Lee','email':'%s','status':'active','welcomed':false,'version':1}",
                email));
  }

  @Test
  void itIsThereRightAfterTheAnswer() {
    Answer created = service.send(Call.post("/v1/users", TestUsers.profile()));

    Answer read = service.send(Call.get(created.header("Location")));

    assertThat(read.outcome()).isEqualTo("200");
    assertThat(without(read, "welcomed", "version", "updatedAt"))
        .isEqualTo(without(created, "welcomed", "version", "updatedAt"));
    assertThat(read.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void headIsGetWithoutTheBody() {
    Answer user = TestUsers.create(service);

    Answer head = service.send(new Call("HEAD", TestUsers.path(user)));

    assertThat(head.outcome()).isEqualTo("200");
    assertThat(head.etag()).isEqualTo(user.etag());
    assertThat(head.header("Content-Type")).isEqualTo("application/json");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void itsProfileIsReplacedAndPatched() {
    Answer user = TestUsers.create(service);
    String email = TestUsers.newEmail();

    Answer replaced =
        service.send(Call.put(TestUsers.path(user), TestUsers.profile("Bo", "Li", email)));
    Answer patched = service.send(Call.patch(TestUsers.path(user), "{\"lastName\":\"Lind\"}"));

    assertThat(replaced.outcome()).isEqualTo("200");
    assertThat(patched.outcome()).isEqualTo("200");
    assertThat(patched.text("firstName") + patched.text("lastName") + patched.text("email"))
        .isEqualTo("BoLind" + email);
    assertThat(version(patched)).isEqualTo(version(user) + 2);
    assertThat(service.send(Call.get(TestUsers.path(user))).body()).isEqualTo(patched.body());
  }

  @Test
  void whatChangesNothingLeavesTheVersion() {
    Answer user = TestUsers.create(service);
    String path = TestUsers.path(user);

    for (Call call :
        new Call[] {
          Call.patch(path, "{}"),
          Call.patch(path, "{\"firstName\":\"Ann\"}"),
          Call.put(path, TestUsers.profile("Ann", "Lee", user.text("email"))),
          Call.post(path + "/reactivate")
        }) {
      Answer same = service.send(call);
      assertThat(same.status() + same.body()).isEqualTo(200 + user.body());
    }
  }

  @Test
  void itIsSuspendedAndReactivated() {
    Answer user = TestUsers.create(service);
    String path = TestUsers.path(user);

    Answer suspended = service.send(Call.post(path + "/suspend", "{\"reason\":\"spam\"}"));
    Answer again = service.send(Call.post(path + "/suspend"));
    Answer reactivated = service.send(Call.post(path + "/reactivate", "{}"));

    assertThat(suspended.status() + suspended.text("status")).isEqualTo("200suspended");
    assertThat(again.status() + again.body()).isEqualTo(200 + suspended.body());
    assertThat(reactivated.status() + reactivated.text("status")).isEqualTo("200active");
  }

  @Test
  void aBodyThatMayBeLeftOutIsAnObjectIfItIsThere() {
    String path = TestUsers.path(TestUsers.create(service));

    for (String call : List.of("/suspend", "/reactivate")) {
      assertThat(service.send(Call.post(path + call, "null")).outcome())
          .isEqualTo("422 INVALID_INPUT");
    }
  }

  @Test
  void onceDeletedItIsNotFoundAndItsAddressIsFree() {
    Answer user = TestUsers.create(service);
    String path = TestUsers.path(user);

    Answer deleted = service.send(Call.delete(path));

    assertThat(deleted.status() + deleted.body()).isEqualTo("204");
    for (Call call :
        new Call[] {
          Call.get(path),
          Call.delete(path),
          Call.put(path, TestUsers.profile()),
          Call.patch(path, "{}"),
          Call.post(path + "/suspend"),
          Call.post(path + "/reactivate")
        }) {
      assertThat(service.send(call).outcome()).isEqualTo("404 USER_NOT_FOUND");
    }
  }

  @Test
  void noTwoUsersHaveOneAddress() {
    Answer ann = TestUsers.create(service);
    Answer bo = TestUsers.create(service);
    String hers = " " + ann.text("email").toUpperCase(java.util.Locale.ROOT) + " ";

    assertThat(service.send(Call.post("/v1/users", TestUsers.profile("A", "B", hers))).outcome())
        .isEqualTo("409 EMAIL_TAKEN");
    assertThat(
            service.send(Call.put(TestUsers.path(bo), TestUsers.profile("A", "B", hers))).outcome())
        .isEqualTo("409 EMAIL_TAKEN");
  }

  @ParameterizedTest
  @CsvSource({
    "José, Ñandú",
    "李, 小龙",
    "Seán, O'Brien",
    "X Æ A-12, Musk",
    "Nguyễn, Thị Minh Khai",
    "Зоя, Ёлкина",
    "محمد, علي",
    "Anne-Marie, d’Été",
    "J., \"King, Jr.\"",
    "🦊, Fuchs",
    "𠮷野, 家",
    "O, Null"
  })
  void peoplesNamesAreTaken(String firstName, String lastName) {
    Answer created =
        service.send(
            Call.post("/v1/users", TestUsers.profile(firstName, lastName, TestUsers.newEmail())));

    Answer read = service.send(Call.get(created.header("Location")));

    assertThat(read.text("firstName") + "|" + read.text("lastName"))
        .isEqualTo(firstName + "|" + lastName);
  }

  @Test
  void combiningLettersAreComposed() {
    Answer created =
        service.send(
            Call.post("/v1/users", TestUsers.profile("Jose\u0301", "Lee", TestUsers.newEmail())));

    assertThat(created.text("firstName")).isEqualTo("José");
  }

  @Test
  void theIdsOfARequestComeBack() {
    Answer user = TestUsers.create(service);
    Call call = Call.get(TestUsers.path(user));

    assertThat(service.send(call.with("X-Request-Id", "r-1")).header("X-Request-Id"))
        .isEqualTo("r-1");
    assertThat(service.send(call.with("X-Request-Id", "not {ours}")).header("X-Request-Id"))
        .matches("[0-9a-f-]{36}");
  }

  private static long version(Answer user) {
    return user.json().path("version").longValue();
  }

  private static JsonNode without(Answer user, String... fields) {
    ObjectNode json = (ObjectNode) user.json();
    return json.remove(java.util.List.of(fields));
  }

  private static JsonNode json(String singleQuoted, Object... arguments) {
    return Answer.read(singleQuoted.replace('\'', '"').formatted(arguments));
  }
}
