package users.infrastructure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the server says, and why it did not start. */
record PostgresLog(Path file) {
  private static final String KILLED_ONE_ENDS = "is still in use";
  private static final int ATTEMPTS = 150;
  private static final int PAUSE_MILLIS = 200;

  /** A start of the server, to be explained when it fails. */
  interface Start {
    void run() throws IOException;
  }

  static PostgresLog in(Path folder) throws IOException {
    Path file = folder.resolve("postgres.log");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return new PostgresLog(file);
  }

  String path() {
    return file.toString();
  }

  /**
   * Fails with the server's own last words. A killed server's sessions may live on for moments and
   * keep its memory, so we try again for half a minute while they do.
   */
  void explain(Start start) throws IOException {
    for (int attempt = 1; ; attempt++) {
      long before = Files.size(file);
      try {
        start.run();
        return;
      } catch (IOException e) {
        String reason = fatal(before).orElse(e.getMessage());
        if (!reason.contains(KILLED_ONE_ENDS) || attempt == ATTEMPTS) {
          throw new IOException(reason, e);
        }
        pause();
      }
    }
  }

  private Optional<String> fatal(long from) throws IOException {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(from);
      byte[] tail = new byte[(int) (log.length() - from)];
      log.readFully(tail);
      return new String(tail, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("FATAL:"))
          .reduce((first, last) -> last);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
