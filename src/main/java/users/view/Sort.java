package users.view;

import java.util.Arrays;
import java.util.Optional;

/** The order of a list; users that are equal in it follow by their id, in the same direction. */
public record Sort(Key key, boolean descending) {

  /** What a list may be sorted by. */
  public enum Key {
    CREATED_AT("createdAt", "created_at", "timestamptz"),
    UPDATED_AT("updatedAt", "updated_at", "timestamptz"),
    LAST_NAME("lastName", "last_name_folded", "text"),
    EMAIL("email", "email_key", "text");

    private final String parameter;
    final String column;
    final String type;

    Key(String parameter, String column, String type) {
      this.parameter = parameter;
      this.column = column;
      this.type = type;
    }
  }

  /** The oldest users first. */
  public static final Sort DEFAULT = new Sort(Key.CREATED_AT, false);

  /**
   * Reads {@code createdAt}, {@code updatedAt}, {@code lastName} or {@code email}, maybe after a
   * minus.
   */
  public static Optional<Sort> parse(String text) {
    boolean descending = text.startsWith("-");
    String name = descending ? text.substring(1) : text;
    return Arrays.stream(Key.values())
        .filter(key -> key.parameter.equals(name))
        .findFirst()
        .map(key -> new Sort(key, descending));
  }

  @Override
  public String toString() {
    return (descending ? "-" : "") + key.parameter;
  }
}
