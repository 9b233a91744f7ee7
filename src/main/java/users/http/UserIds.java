package users.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The user that a path names. */
final class UserIds {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** The id in its one form; what is no UUID is the id of no user, so it is not found. */
  static String of(Exchange exchange) {
    String userId = exchange.path().get("userId");
    if (!UUID.matcher(userId).matches()) {
      throw UserChanges.refusal(users.domain.Decision.Reason.NOT_FOUND);
    }
    return userId.toLowerCase(Locale.ROOT);
  }

  /** The id in its one form; empty if the text is no UUID. */
  static Optional<String> parse(String text) {
    return Optional.of(text)
        .filter(id -> UUID.matcher(id).matches())
        .map(id -> id.toLowerCase(Locale.ROOT));
  }

  private UserIds() {}
}
