package users.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.TestDatabase;
import users.security.Issuer;

/** The console of a service that wants to know who one is. */
class SignInIT {
  private static final Issuer ISSUER = new Issuer("k1");
  private static final String ALL = ISSUER.token("operator", "users:read users:write users:admin");

  private static TestDatabase database;
  private static TestService service;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    service = TestService.start(database, ISSUER.settings());
  }

  @AfterAll
  static void stop() {
    service.close();
    database.close();
  }

  @Test
  void theTokenIsAskedForKeptInMemoryAloneAndForgottenByAReload() {
    String email = TestUsers.newEmail();
    service.send(
        Call.post("/v1/users", TestUsers.profile("Signed", "In", email))
            .with("Authorization", "Bearer " + ALL));
    try (Browser browser = Browser.open(service.port())) {
      signIn(browser.at("users"), ALL);

      browser.awaitText("tbody", email);
      browser.awaitText("#pulse", "Live");
      browser.awaitText("#sign", "Sign out");
      assertThat(browser.run(KEPT)).isEqualTo("[0,0,\"\"]");

      browser.reload().awaitText("dialog h2", "Sign in");
      assertThat(browser.textOf("main")).doesNotContain(email);
      signIn(browser, ALL);
      browser.awaitText("tbody", email);
    }
  }

  @Test
  void aTokenWithoutRightsIsToldSo() {
    try (Browser browser = Browser.open(service.port())) {
      signIn(browser.at("users"), ISSUER.token("guest", "other"));

      browser.awaitText("main", "Your token does not allow this");
      browser.awaitText("main", "users:read");
      browser.awaitText("#notice", "Your token does not allow the live feed");
    }
  }

  private static final String KEPT =
      "return JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])";

  private static void signIn(Browser browser, String token) {
    browser.awaitText("dialog h2", "Sign in");
    browser.fill("dialog [name=token]", token);
    browser.click("Sign in");
    browser.awaitNoDialog();
  }
}
