package users.console;

import org.junit.jupiter.api.Test;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.TestDatabase;

/** The service restarts under the console, which says so and goes on. */
class RestartIT {

  @Test
  void theConsoleConnectsAgain() {
    try (TestDatabase database = TestDatabase.create()) {
      TestService first = TestService.start(database);
      int port = first.port();
      try (Browser browser = Browser.open(port)) {
        browser.at("users").awaitText("#pulse", "Live");

        first.close();
        browser.awaitText("#notice", "The connection to the service is lost");
        browser.awaitText("#pulse", "Offline");

        try (TestService second = TestService.start(database, "users.http.port = " + port)) {
          String email = TestUsers.newEmail();
          second.send(Call.post("/v1/users", TestUsers.profile("After", "Restart", email)));
          browser.awaitText("#toasts", "Connected again");
          browser.awaitText("#pulse", "Live");
          browser.awaitText("tbody", email);
        }
      }
    }
  }
}
