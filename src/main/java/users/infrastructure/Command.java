package users.infrastructure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program to run to its end. */
record Command(List<String> words) {
  static Command of(String... words) {
    return new Command(List.of(words));
  }

  Command with(String... more) {
    return new Command(Stream.concat(words.stream(), Stream.of(more)).toList());
  }

  /**
   * What the program printed; it throws, with the program's last words, unless that ended with 0.
   */
  String run() throws IOException {
    Path output = Files.createTempFile("command", ".txt");
    try {
      int code = waitFor(started(output));
      String text = Files.readString(output, StandardCharsets.UTF_8);
      if (code != 0) {
        throw new IOException(words + " ended with " + code + ": " + text.strip());
      }
      return text;
    } finally {
      Files.delete(output);
    }
  }

  /** The output goes to a file: a server left running would hold a pipe open for ever. */
  private Process started(Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    return builder.redirectOutput(output.toFile()).start();
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }
}
