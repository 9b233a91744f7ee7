package users.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import users.TestService;
import users.TestUsers;

/** Swagger UI in a real browser. */
class ApiPageIT {
  private static final String CREATE = "#operations-Users-createUser ";

  private final TestService service = TestService.shared();

  @Test
  void aUserIsCreatedByTryingItOutTwice() {
    try (Browser browser = Browser.open(service.port())) {
      browser.show("api").find(CREATE + ".opblock-summary-control").click();
      browser.click("Try it out");

      for (String email : new String[] {TestUsers.newEmail(), TestUsers.newEmail()}) {
        browser.fill(CREATE + "textarea", TestUsers.profile("Try", "Out", email));
        browser.click("Execute");

        browser.awaitText(CREATE + ".live-responses-table .response", "201");
        browser.awaitText(CREATE + ".live-responses-table .response", email);
        assertThat(TestUsers.found(service, email).path("firstName").asText()).isEqualTo("Try");
      }
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
