package users.journal;

import com.typesafe.config.Config;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Pace;

/**
 * The one thread of a node that reads the end of the feed: when it is nudged, else every poll
 * interval. However many follow, they cost the database nothing more; while nobody does, it only
 * looks where the end is.
 */
final class FeedTail {
  private static final Logger log = LoggerFactory.getLogger(FeedTail.class);
  private static final int PAGE = 1000;
  private static final long MAX_HELD_BACK_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long MAX_OUTAGE_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final TailReader reader;
  private final Ring ring;
  private final Clock clock;
  private final long pollInterval;
  private final long minInterval;
  private final Pace pace;
  private final Thread thread = new Thread(this::run, "users-tail");
  private final Set<Runnable> followers = ConcurrentHashMap.newKeySet();

  private volatile boolean nudged;
  private volatile boolean stopped;
  private volatile Instant readAt;
  private volatile Optional<Instant> heldBack = Optional.empty();
  private final LongAdder failedReads = new LongAdder();
  private long gathering;
  private long heldBackPause;
  private long outagePause;

  FeedTail(TailReader reader, Ring ring, Clock clock, Config settings) {
    this.reader = reader;
    this.ring = ring;
    this.clock = clock;
    this.readAt = clock.instant();
    this.pollInterval = settings.getDuration("poll-interval").toNanos();
    this.minInterval = settings.getDuration("min-interval").toNanos();
    this.pace = Pace.of(settings);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (dead, failure) -> log.error("The feed's reader has died; restart this node", failure));
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    wake();
  }

  /**
   * Something was stored: read at once, if anybody follows. Costs next to nothing, and may be
   * called for nothing.
   */
  void nudge() {
    if (!nudged && !followers.isEmpty()) {
      wake();
    }
  }

  /** Calls it, on the tail's thread, whenever there is something new. */
  void add(Runnable follower) {
    followers.add(follower);
    wake();
  }

  void remove(Runnable follower) {
    followers.remove(follower);
  }

  TailStatus status(long ringHits, long ringMisses) {
    return new TailStatus(
        ring.tip(),
        readAt,
        heldBack.map(since -> Duration.between(since, clock.instant())).orElse(Duration.ZERO),
        followers.size(),
        ringHits,
        ringMisses,
        failedReads.sum(),
        thread.isAlive());
  }

  private void run() {
    while (!stopped) {
      long started = System.nanoTime();
      nudged = false;
      try {
        long pause = read();
        park(started + Math.max(minInterval, gathering), false);
        park(started + pause, true);
      } catch (SQLException | RuntimeException e) {
        park(System.nanoTime() + pauseAfter(e), false);
      }
    }
    closeReader();
  }

  private void wake() {
    nudged = true;
    LockSupport.unpark(thread);
  }

  /** Returns how long to wait for a nudge before the next read. */
  private long read() throws SQLException {
    Instant now = clock.instant();
    boolean followed = !followers.isEmpty();
    TailReader.Page page = followed ? reader.after(ring.tip(), PAGE) : reader.last();
    readAt = now;
    heldBack = page.heldBack();
    recovered();
    return followed ? publish(page) : skip(page);
  }

  private long publish(TailReader.Page page) {
    publish(page.events());
    gathering = FollowStage.pause(pace, page.events()).toNanos();
    if (page.events().size() == PAGE) {
      return 0;
    }
    return pause(page);
  }

  private void publish(List<JournalEvent> events) {
    if (!events.isEmpty()) {
      ring.append(events);
      followers.forEach(Runnable::run);
    }
  }

  /** Who comes to follow only now has what was skipped from the database. */
  private long skip(TailReader.Page last) {
    last.events().forEach(event -> ring.skipTo(event.position()));
    followers.forEach(Runnable::run);
    gathering = 0;
    return pause(last);
  }

  private long pause(TailReader.Page page) {
    if (page.heldBack().isPresent()) {
      // No nudge tells when the older transaction ends.
      heldBackPause = Math.min(Math.max(heldBackPause * 2, minInterval), MAX_HELD_BACK_PAUSE);
      return heldBackPause;
    }
    heldBackPause = 0;
    return pollInterval;
  }

  private long pauseAfter(Exception failure) {
    failedReads.increment();
    if (outagePause == 0) {
      log.warn("The feed can't be read; trying on: {}", failure.toString());
    }
    outagePause = Math.min(Math.max(outagePause * 2, pollInterval), MAX_OUTAGE_PAUSE);
    return outagePause;
  }

  private void recovered() {
    if (outagePause > 0) {
      outagePause = 0;
      log.info("The feed can be read again");
    }
  }

  private void park(long until, boolean wakeOnNudge) {
    long left = until - System.nanoTime();
    while (left > 0 && !stopped && !(wakeOnNudge && nudged)) {
      LockSupport.parkNanos(this, left);
      left = until - System.nanoTime();
    }
  }

  private void closeReader() {
    try {
      reader.close();
    } catch (SQLException e) {
      log.debug("Closing the tail's connection", e);
    }
  }
}
