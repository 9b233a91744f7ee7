package users.security;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's keys, read by a thread of their own: again and again, and at once when a token names
 * one that is not among them. If they cannot be read, the last ones stay.
 */
final class Keys {
  private static final Logger log = LoggerFactory.getLogger(Keys.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final KeyLocation location;
  private final Duration pause;
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(Keys::thread);
  private final Object lock = new Object();
  private volatile Optional<KeySet> current = Optional.empty();
  private Optional<CompletableFuture<Void>> reading = Optional.empty();
  private long mayReadAt = System.nanoTime();
  private boolean failing;

  private Keys(KeyLocation location, Duration pause) {
    this.location = location;
    this.pause = pause;
  }

  /** A file must be there and right at once; a server may come later. */
  static Keys start(AuthenticationSettings settings) {
    var keys = new Keys(settings.keys(), settings.rereadPause());
    if (settings.keys().isFile()) {
      keys.readFile();
    }
    keys.reader.execute(() -> keys.readAndAgain(settings.reread()));
    return keys;
  }

  /** What was read last; empty if nothing could be read yet. */
  Optional<KeySet> current() {
    return current;
  }

  /** What is there after another reading; one that was just made, or is being made, will do. */
  CompletionStage<Optional<KeySet>> after(KeySet known) {
    synchronized (lock) {
      boolean changed = current.map(keys -> keys != known).orElse(false);
      if (changed || System.nanoTime() - mayReadAt < 0) {
        return reading
            .map(wait -> wait.thenApplyAsync(done -> current))
            .orElseGet(() -> CompletableFuture.completedFuture(current));
      }
      mayReadAt = System.nanoTime() + pause.toNanos();
      var wait = CompletableFuture.runAsync(this::read, reader);
      reading = Optional.of(wait);
      return wait.thenApplyAsync(done -> current);
    }
  }

  void close() {
    reader.shutdownNow();
  }

  private void readFile() {
    try {
      current = Optional.of(KeySet.parse(location.read()));
    } catch (IOException | ParseException unreadable) {
      throw new IllegalArgumentException(
          "users.authentication.jwks (USERS_JWKS): "
              + location
              + " is no readable JWKS: "
              + why(unreadable),
          unreadable);
    }
  }

  private void readAndAgain(Duration interval) {
    read();
    Duration next = failing ? PAUSE_AFTER_FAILURE : interval;
    var unused =
        reader.schedule(() -> readAndAgain(interval), next.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Only on the reader's thread. */
  private void read() {
    try {
      take(location.read());
      failing = false;
    } catch (IOException | ParseException | RuntimeException unreadable) {
      if (!failing) {
        log.warn("The keys of the issuer cannot be read from {}: {}", location, why(unreadable));
      }
      failing = true;
    }
  }

  private void take(String document) throws ParseException {
    if (current.map(keys -> keys.isOf(document)).orElse(false)) {
      return;
    }
    KeySet read = KeySet.parse(document);
    current = Optional.of(read);
    log.info("Tokens are checked with {} keys from {}", read.size(), location);
  }

  private static String why(Exception unreadable) {
    return unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage();
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "issuer-keys");
    thread.setDaemon(true);
    return thread;
  }
}
