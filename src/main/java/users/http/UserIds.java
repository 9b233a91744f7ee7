package users.http;

import com.github.f4b6a3.uuid.util.UuidValidator;
import java.util.Locale;
import java.util.Optional;

/** The user that a path names. */
final class UserIds {
  private static final int LENGTH = 36;

  /** The id in its one form; what is no UUID is the id of no user, so it is not found. */
  static String of(Exchange exchange) {
    return parse(exchange.path().get("userId"))
        .orElseThrow(() -> UserChanges.refusal(users.domain.Decision.Reason.NOT_FOUND));
  }

  /** The id in its one form; empty if the text is no UUID. */
  static Optional<String> parse(String text) {
    return text.length() == LENGTH && UuidValidator.isValid(text)
        ? Optional.of(text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private UserIds() {}
}
