package users.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console serves what is in its folder, and the feed tells of every event there is. */
class ConsolePagesTest {

  @Test
  void everyFileOfTheConsoleIsServed() throws IOException {
    assertThat(names(Path.of("src/main/resources/console")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Stream.of("index.html"), ConsolePages.FILES.stream()).toList());
  }

  @Test
  void everyStoredTypeHasANameInTheFeed() throws IOException {
    assertThat(
            names(Path.of("src/test/resources/events")).stream()
                .map(
                    file ->
                        "users.user-"
                            + file.replace(".json", "").toLowerCase(java.util.Locale.ROOT)
                            + ".v1"))
        .containsExactlyInAnyOrderElementsOf(CloudEvents.TYPES);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
