package users;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;

/** Users for tests, each with an e-mail address that nobody else has. */
public final class TestUsers {

  public static String newEmail() {
    return UUID.randomUUID() + "@example.com";
  }

  /** A new user's profile as JSON. */
  public static String profile() {
    return profile("Ann", "Lee", newEmail());
  }

  public static String profile(String firstName, String lastName, String email) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("firstName", firstName)
        .put("lastName", lastName)
        .put("email", email)
        .toString();
  }

  /** A new user of whom nothing more will change by itself; the answer to its GET. */
  public static Answer create(TestService service) {
    Answer created = service.send(Call.post("/v1/users", profile()));
    return service.settled(created.header("Location"));
  }

  /** Where the user of that answer is. */
  public static String path(Answer user) {
    return "/v1/users/" + user.text("userId");
  }

  private TestUsers() {}
}
