package users;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What the service answered. */
public record Answer(int status, HttpHeaders headers, String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The body, which has to be JSON. */
  public JsonNode json() {
    return read(body);
  }

  /** JSON as a tree, to compare with. */
  public static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  /** A text of the body by its field; empty if it has no such field. */
  public String text(String field) {
    return json().path(field).asText();
  }

  /** A header's first value; empty if there is none. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public String etag() {
    return header("ETag");
  }

  /** Status and, if it is a problem, its code: {@code 409 EMAIL_TAKEN}. */
  public String outcome() {
    return header("Content-Type").equals("application/problem+json")
        ? status + " " + text("code")
        : String.valueOf(status);
  }
}
