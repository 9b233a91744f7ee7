package users.http;

import akka.Done;
import akka.NotUsed;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.pattern.Patterns;
import akka.stream.BackpressureTimeoutException;
import akka.stream.KillSwitches;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import com.typesafe.config.Config;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import users.infrastructure.Metrics;
import users.infrastructure.Paced;
import users.infrastructure.Settings;
import users.journal.Journal;
import users.journal.JournalEvent;
import users.journal.Position;
import users.journal.SliceRange;

/**
 * The live streams of this node, as server-sent events. A listener draws what it can take, so a
 * slow one costs no memory; one that takes nothing for {@code users.http.stream-patience} is cut,
 * and goes on where it was when it comes back.
 */
final class EventStreams {
  private static final Duration PAUSE_FOR_EACH = Duration.ofNanos(100_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final ActorSystem<?> system;
  private final Journal journal;
  private final EventFrames frames = new EventFrames();
  private final SharedKillSwitch end = KillSwitches.shared("event-streams");
  private final AtomicInteger open = new AtomicInteger();
  private final int most;
  private final Duration heartbeat;
  private final Duration patience;

  EventStreams(ActorSystem<?> system, Journal journal) {
    Config http = system.settings().config().getConfig("users.http");
    this.system = system;
    this.journal = journal;
    this.most = Settings.atLeastOne(http, "max-streams");
    this.heartbeat = http.getDuration("stream-heartbeat");
    this.patience = http.getDuration("stream-patience");
    Gauge.builder("users.http.streams", open, AtomicInteger::get)
        .description("Live event streams that this node serves")
        .register(Metrics.get(system).registry());
    CoordinatedShutdown.get(system)
        .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "end-event-streams", this::endAll);
  }

  /** Whether the node has as many streams as it may have. */
  boolean isFull() {
    return open.get() >= most;
  }

  /** Everything that the query wants after the position, for ever. */
  Source<ByteString, NotUsed> after(Position start, FeedQuery query) {
    var reached = new AtomicReference<>(start);
    return journal
        .follow(start, SliceRange.ALL)
        .via(new Paced<>(batch -> pause()))
        .map(batch -> encode(batch, query, reached))
        .filter(ByteString::nonEmpty)
        .prepend(Source.single(place(start)))
        .keepAlive(heartbeat, () -> place(reached.get()))
        .backpressureTimeout(patience)
        // That is nobody's failure: it ends like any other stream, also in the log.
        .onErrorComplete(BackpressureTimeoutException.class)
        .via(end.flow())
        .watchTermination(Keep.right())
        .mapMaterializedValue(
            done -> {
              open.incrementAndGet();
              done.whenComplete((end, failure) -> open.decrementAndGet());
              return NotUsed.getInstance();
            });
  }

  /** The more listen, the more each gets at a time: 1,000 get something ten times a second. */
  private Duration pause() {
    Duration pause = PAUSE_FOR_EACH.multipliedBy(open.get());
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private ByteString encode(
      List<JournalEvent> batch, FeedQuery query, AtomicReference<Position> reached) {
    ByteString bytes = ByteString.emptyByteString();
    for (JournalEvent event : batch) {
      if (query.wants(event)) {
        bytes = bytes.concat(frames.of(event));
      }
    }
    reached.set(batch.get(batch.size() - 1).position());
    return bytes;
  }

  /**
   * Tells the client where it is without an event: if the connection breaks now, it resumes here.
   */
  private static ByteString place(Position position) {
    return ByteString.fromString(":\nid: " + position + "\n\n");
  }

  /**
   * The server, told to terminate, breaks answers off that are under way. So each stream is brought
   * to its end before, and gets a moment to say so.
   */
  private CompletionStage<Done> endAll() {
    end.shutdown();
    return Patterns.after(
        LAST_WORDS, system, () -> CompletableFuture.completedFuture(Done.getInstance()));
  }
}
