package users;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request to the service. */
public record Call(String method, String path, Map<String, String> headers, Optional<String> body) {

  /** A request without a body. */
  public Call(String method, String path) {
    this(method, path, Map.of(), Optional.empty());
  }

  public static Call get(String path) {
    return new Call("GET", path);
  }

  public static Call post(String path) {
    return new Call("POST", path);
  }

  public static Call post(String path, String json) {
    return new Call("POST", path).json(json);
  }

  public static Call put(String path, String json) {
    return new Call("PUT", path).json(json);
  }

  public static Call patch(String path, String json) {
    return new Call("PATCH", path, Map.of(), Optional.of(json))
        .with("Content-Type", "application/merge-patch+json");
  }

  public static Call delete(String path) {
    return new Call("DELETE", path);
  }

  public Call with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, more, body);
  }

  public Call ifMatch(String etag) {
    return with("If-Match", etag);
  }

  public Call key(String idempotencyKey) {
    return with("Idempotency-Key", "\"" + idempotencyKey + "\"");
  }

  private Call json(String json) {
    return new Call(method, path, headers, Optional.of(json))
        .with("Content-Type", "application/json");
  }
}
