package users.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import users.Answer;
import users.Call;
import users.TestService;
import users.TestUsers;

/** The console in a real browser. */
class ConsoleIT {
  private static TestService service;
  private static Browser browser;

  @BeforeAll
  static void open() {
    service = TestService.shared();
    browser = Browser.open(service.port());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aUserCreatedInOneWindowAppearsInAnother() {
    try (Browser other = Browser.open(service.port())) {
      other.at("users").awaitText("#pulse", "Live");
      String email = TestUsers.newEmail();

      browser.at("users").click("New user");
      browser.fill("dialog [name=firstName]", "Zoë");
      browser.fill("dialog [name=lastName]", "O'Hara");
      browser.fill("dialog [name=email]", email);
      browser.click("Create user");

      other.awaitText("tbody tr:first-child", "Zoë O'Hara");
      other.awaitText("tbody tr:first-child", email);
      browser.awaitText("#toasts", "Zoë O'Hara was created");
    }
  }

  @Test
  void whatIsWrongIsSaidAtItsField() {
    browser.at("users").click("New user");
    browser.fill("dialog [name=lastName]", "Lee");
    browser.fill("dialog [name=email]", "nonsense");
    browser.click("Create user");

    browser.awaitText("dialog .field:nth-of-type(1)", "must not be blank");
    browser.awaitText("dialog .field:nth-of-type(3)", "must be an e-mail address");
    assertThat(browser.textOf("dialog .field:nth-of-type(2) .field-fault")).isEmpty();
    assertThat(browser.run("return document.activeElement.name")).isEqualTo("firstName");
    browser.press(Keys.ESCAPE);
  }

  @Test
  void whoIsOvertakenSeesWhatChangedAndDecides() {
    Answer user = TestUsers.create(service);
    browser.at("users/" + user.text("userId")).click("Edit");
    browser.fill("dialog [name=firstName]", "Mine");
    browser.fill("dialog [name=lastName]", "Also mine");
    service.send(Call.patch(TestUsers.path(user), "{\"lastName\":\"Theirs\"}"));

    browser.click("Save");

    browser.awaitText("dialog h3", "Somebody changed this user while you were editing");
    browser.awaitText("dialog .since", "Changed by anonymous");
    browser.find("dialog input[type=radio]:not(:checked)").click();
    browser.click("Save");
    browser.awaitText("h1", "Mine Theirs");
    Answer saved = service.send(Call.get(TestUsers.path(user)));
    assertThat(saved.text("firstName")).isEqualTo("Mine");
    assertThat(saved.text("lastName")).isEqualTo("Theirs");
  }

  @Test
  void aUserCanBeSeenAtAnyVersion() {
    Answer user = TestUsers.create(service);
    service.send(Call.patch(TestUsers.path(user), "{\"firstName\":\"Second\"}"));
    browser.at("users/" + user.text("userId")).awaitText(".travel", "3 of 3");

    browser.find("#version").sendKeys(Keys.HOME);

    browser.awaitText(".travel", "1 of 3");
    browser.awaitText(".state", "As of version 1");
    browser.awaitText(".state", "Ann");
    browser.awaitText(".state .differs", "now Second");
    browser.click("Back to now");
    browser.awaitText(".state", "Second");
  }

  @Test
  void aUserIsSuspendedReactivatedAndDeleted() {
    Answer user = TestUsers.create(service);
    browser.at("users/" + user.text("userId")).click("Suspend");
    browser.fill("dialog textarea", "Lost the key");
    browser.find("dialog .primary").click();
    browser.awaitText(".history", "Lost the key");

    browser.click("Reactivate");
    browser.find("dialog .primary").click();
    browser.awaitText(".user-title", "Active");

    browser.click("Delete");
    browser.click("Delete user");
    browser.awaitText(".user-title", "no longer exists");
    browser.awaitText(".history", "Deleted");
    assertThat(service.send(Call.get(TestUsers.path(user))).outcome())
        .isEqualTo("404 USER_NOT_FOUND");
  }

  @Test
  void theHandsCanStayOnTheKeyboard() {
    browser.at("users").reload().awaitText("h1", "Users");

    browser.press(Keys.TAB, Keys.ENTER);
    browser.awaitFocus("Users");
    browser.press(Keys.TAB, Keys.ENTER);
    browser.find("dialog[open]");
    String email = TestUsers.newEmail();
    browser.press("Kay", Keys.TAB, "Board", Keys.TAB, email, Keys.ENTER);
    browser.awaitText("tbody tr:first-child", email);
    browser.awaitFocus("New user");

    browser.tabTo("tbody tr:first-child a");
    browser.press(Keys.ENTER);
    browser.awaitText("h1", "Kay Board");
    browser.tabTo("[data-key=edit]");
    browser.press(Keys.ENTER);
    browser.find("dialog[open]");
    browser.press(Keys.ESCAPE);
    browser.awaitNoDialog();
    browser.awaitFocus("Edit");
  }

  @Test
  void usersAreFoundByWhatIsTyped() {
    String email = TestUsers.newEmail();
    service.send(Call.post("/v1/users", TestUsers.profile("Xanthippe", "Needle", email)));
    browser.at("events").awaitText("h1", "Events");
    browser.at("users").fill("#search", "xanthippe need");

    Awaitility.await().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(1));
    browser.awaitText("tbody", email);
    browser.fill("#search", "nobody is called this");
    browser.awaitText("main", "Nobody matches");
    browser.click("Clear the search");
    browser.awaitText("tbody", "@example.com");
    assertThat((String) browser.run("return location.href")).doesNotContain("need");
  }

  @Test
  void whatHappensWhileThePageLoadsIsOnItToo() {
    browser.at("users").awaitText("#pulse", "Live");
    browser.run(
        """
        import("/console/feed.js").then((feed) => feed.follow((news) => {
          window.heard = [...(window.heard ?? []), ...news.map((event) => event.userId)];
        }));
        const now = window.fetch;
        window.fetch = async (...request) => {
          const answer = await now(...request);
          if (String(request[0]).includes("before=now")) await new Promise((go) => { window.goOn = go; });
          return answer;
        };
        """);
    browser.run("location.hash = '#/events'");
    Awaitility.await().until(() -> (boolean) browser.run("return Boolean(window.goOn)"));

    Answer user = TestUsers.create(service);
    String welcomed = "return (window.heard ?? []).filter((id) => id === '%s').length === 2";
    Awaitility.await().until(() -> (boolean) browser.run(welcomed.formatted(user.text("userId"))));
    browser.run("window.goOn()");

    browser.awaitText(".events li:nth-child(2)", user.text("email"));
    browser.reload();
  }

  @Test
  void eventsComeLiveAndCanBePausedAndFiltered() {
    browser.at("events").awaitText("#pulse", "Live");
    Answer user = TestUsers.create(service);
    browser.awaitText(".events li:nth-child(2)", user.text("email"));

    browser.click("Pause");
    browser.awaitText(".page-head", "Resume");
    service.send(Call.post(TestUsers.path(user) + "/suspend", "{\"reason\":\"while paused\"}"));
    browser.awaitText(".events-top", "1 event since you paused");
    assertThat(browser.textOf(".events")).doesNotContain("while paused");
    browser.click("Resume");
    browser.awaitText(".events li:first-child", "while paused");

    browser.find(".chips label:nth-of-type(4)").click();
    browser.awaitText(".events", "while paused");
    browser.awaitText(".events-bottom", "This is where it began");
    assertThat(browser.textOf(".events")).doesNotContain("Welcomed");
    browser.find(".chips label:nth-of-type(4)").click();
    browser.click("Beginning");
    browser.awaitText(".events-bottom", "This is where it began");
  }

  @ParameterizedTest
  @ValueSource(strings = {"users", "events", "system", "users/"})
  void everybodyCanUseIt(String page) {
    Answer user = TestUsers.create(service);
    for (String theme : List.of("light", "dark")) {
      browser.at(page.endsWith("/") ? page + user.text("userId") : page);
      browser.awaitText("#pulse", "Live");
      browser.find(".card");
      browser.run("document.documentElement.dataset.theme = '" + theme + "'");
      assertThat(browser.accessibilityFaults()).as(page + " " + theme).isEmpty();
    }
    browser.size(500, 800);
    assertThat((Boolean) browser.run("return document.body.scrollWidth <= innerWidth")).isTrue();
    browser.size(1280, 900);
  }

  @Test
  void dialogsAreForEverybodyToo() {
    browser.at("users").click("New user");
    browser.click("Create user");
    browser.awaitText("dialog", "must not be blank");

    assertThat(browser.accessibilityFaults()).isEmpty();
    browser.press(Keys.ESCAPE);
  }

  @Test
  void nothingPersonalStaysInTheBrowserAndNothingBreaksThePolicy() {
    Answer user = TestUsers.create(service);
    browser.complaints();
    for (String page : List.of("users", "users/" + user.text("userId"), "events", "system")) {
      browser.at(page).find(".card");
    }
    browser.find("#theme").click();

    assertThat(
            browser.run(
                "return JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie])"))
        .isEqualTo("[[\"theme\"],[],\"\"]");
    assertThat(browser.run("return document.title")).isEqualTo("System · Users");
    assertThat(browser.complaints()).isEmpty();
  }
}
