package users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.UUID;
import org.awaitility.Awaitility;

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

  /** The user with this address, once the list has it. */
  public static JsonNode found(TestService service, String email) {
    return Awaitility.await()
        .until(
            () -> service.send(Call.get("/v1/users?email=" + email)).json().at("/items/0"),
            user -> !user.isMissingNode());
  }

  /** Where the user of that answer is. */
  public static String path(Answer user) {
    return "/v1/users/" + user.text("userId");
  }

  private TestUsers() {}
}
