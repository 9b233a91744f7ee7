package users.journal;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import users.infrastructure.Database;

/** What followers draw from: the ring that the tail fills, and the database behind it. */
final class Feed {
  private final Database database;
  private final FeedPages pages;
  private final Ring ring;
  private final FeedTail tail;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  Feed(Database database, FeedPages pages, Ring ring, FeedTail tail) {
    this.database = database;
    this.pages = pages;
    this.ring = ring;
    this.tail = tail;
  }

  Ring ring() {
    return ring;
  }

  FeedTail tail() {
    return tail;
  }

  CompletionStage<List<JournalEvent>> page(Position position, SliceRange slices, int limit) {
    return database.transaction(connection -> pages.after(connection, position, slices, limit));
  }

  void countHit() {
    hits.increment();
  }

  void countMiss() {
    misses.increment();
  }

  TailStatus status() {
    return tail.status(hits.sum(), misses.sum());
  }
}
