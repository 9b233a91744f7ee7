package users.journal;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import users.infrastructure.Pace;

/**
 * A follower of the feed: pages from the database until it has caught up with this node's ring,
 * then the ring. It takes what is there only when it is asked for it, so one that is slow costs no
 * memory: it falls back to the database.
 */
final class FollowStage extends GraphStage<SourceShape<List<JournalEvent>>> {
  /** Events of a batch, at most. */
  static final int LIMIT = 500;

  private final Outlet<List<JournalEvent>> out = Outlet.create("Follow.out");
  private final SourceShape<List<JournalEvent>> shape = SourceShape.of(out);
  private final Position start;
  private final SliceRange slices;
  private final Feed feed;

  FollowStage(Position start, SliceRange slices, Feed feed) {
    this.start = start;
    this.slices = slices;
    this.feed = feed;
  }

  /** None after a full batch: behind it more has gathered already. */
  static Duration pause(Pace pace, List<JournalEvent> batch) {
    return batch.size() >= LIMIT ? Duration.ZERO : pace.after(batch.size());
  }

  @Override
  public SourceShape<List<JournalEvent>> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Follower();
  }

  private record PageRead(
      Optional<List<JournalEvent>> events, Position tipBefore, Optional<Throwable> failure) {}

  private final class Follower extends GraphStageLogic {
    private final AsyncCallback<Position> appended = createAsyncCallback(this::onAppended);
    private final AsyncCallback<PageRead> pageRead = createAsyncCallback(this::onPageRead);
    private final Runnable onAppend = this::wake;
    private Position position = start;
    private boolean reading;
    private volatile boolean waiting;

    Follower() {
      super(shape);
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              seek();
            }
          });
    }

    @Override
    public void preStart() {
      feed.tail().add(onAppend);
    }

    @Override
    public void postStop() {
      feed.tail().remove(onAppend);
    }

    /** Called by the tail's thread. */
    private void wake() {
      if (waiting) {
        waiting = false;
        appended.invoke(feed.ring().tip());
      }
    }

    private void onAppended(Position tip) {
      if (isAvailable(out) && !reading) {
        seek();
      }
    }

    private void seek() {
      do {
        waiting = false;
        Optional<Ring.Stretch> live = feed.ring().after(position, slices, LIMIT);
        if (live.isEmpty()) {
          readPage();
          return;
        }
        position = live.get().upTo();
        if (!live.get().events().isEmpty()) {
          feed.countHit();
          push(out, live.get().events());
          return;
        }
        // First waiting, then a second look: what the tail appends in between is not missed.
        waiting = true;
      } while (feed.ring().tip().isAfter(position));
    }

    private void readPage() {
      reading = true;
      feed.countMiss();
      Position tip = feed.ring().tip();
      feed.page(position, slices, LIMIT)
          .whenComplete(
              (events, failure) ->
                  pageRead.invoke(
                      new PageRead(
                          Optional.ofNullable(events), tip, Optional.ofNullable(failure))));
    }

    private void onPageRead(PageRead page) {
      reading = false;
      if (page.failure().isPresent()) {
        failStage(page.failure().get());
        return;
      }
      List<JournalEvent> events = page.events().orElseThrow();
      position = reached(events, page.tipBefore());
      if (events.isEmpty()) {
        seek();
      } else {
        push(out, events);
      }
    }

    /** A page that is not full has shown all there is of our slices up to the tip of before. */
    private Position reached(List<JournalEvent> events, Position tipBefore) {
      Position last = events.isEmpty() ? position : events.get(events.size() - 1).position();
      return events.size() < LIMIT ? Position.later(last, tipBefore) : last;
    }
  }
}
