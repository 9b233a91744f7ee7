package users.welcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import users.domain.Profile;

/** A text with {@code {firstName}} and {@code {lastName}} in it. */
record Template(String text) {
  private static final Pattern FIELD = Pattern.compile("\\{(\\w+)}");

  Template {
    Profile nobody = new Profile("", "", "");
    FIELD
        .matcher(text)
        .results()
        .filter(field -> !fields(nobody).containsKey(field.group(1)))
        .findFirst()
        .ifPresent(
            field -> {
              throw new IllegalArgumentException("unknown field " + field.group());
            });
  }

  /** Reads a file in UTF-8; a wrong one is named. */
  static Template read(String file) {
    try {
      return new Template(Files.readString(Path.of(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("Mail template " + file + ": " + e.getMessage(), e);
    }
  }

  /** In one pass, so that a name that looks like a field stays what it is. */
  String fill(Profile profile) {
    Map<String, String> fields = fields(profile);
    return FIELD
        .matcher(text)
        .replaceAll(field -> Matcher.quoteReplacement(fields.get(field.group(1))));
  }

  private static Map<String, String> fields(Profile profile) {
    return Map.of("firstName", profile.firstName(), "lastName", profile.lastName());
  }
}
