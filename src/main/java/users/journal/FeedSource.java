package users.journal;

import akka.NotUsed;
import akka.projection.javadsl.SourceProvider;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import users.infrastructure.Pace;
import users.infrastructure.Paced;

/** The feed of some slices for a projection, which keeps the position as its offset. */
public final class FeedSource extends SourceProvider<String, FeedBatch> {
  private static final Logger log = LoggerFactory.getLogger(FeedSource.class);

  private final Journal journal;
  private final SliceRange slices;
  private final Pace pace;

  public FeedSource(Journal journal, SliceRange slices, Pace pace) {
    this.journal = journal;
    this.slices = slices;
    this.pace = pace;
  }

  @Override
  public CompletionStage<Source<FeedBatch, NotUsed>> source(
      Supplier<CompletionStage<Optional<String>>> offset) {
    return offset.get().thenApply(saved -> paced(position(saved)).map(this::decoded));
  }

  private Source<List<JournalEvent>, NotUsed> paced(Position start) {
    return journal.follow(start, slices).via(new Paced<>(batch -> FollowStage.pause(pace, batch)));
  }

  @Override
  public String extractOffset(FeedBatch batch) {
    return batch.last().toString();
  }

  /** When the oldest event of the batch was stored, in milliseconds. */
  @Override
  public long extractCreationTime(FeedBatch batch) {
    return batch.events().get(0).storedAt().toEpochMilli();
  }

  /**
   * Decodes before the projection begins its transaction: an open one holds back the whole feed.
   * What fails here fails the source, of which a projection logs nothing.
   */
  private FeedBatch decoded(List<JournalEvent> events) {
    try {
      events.forEach(JournalEvent::event);
    } catch (IllegalStateException e) {
      log.error("Slices {} go no further: {}", slices.name(), e.getMessage());
      throw e;
    }
    return FeedBatch.of(events);
  }

  private static Position position(Optional<String> saved) {
    return saved
        .map(
            text ->
                Position.parse(text)
                    .orElseThrow(() -> new IllegalStateException("Not a position: " + text)))
        .orElse(Position.START);
  }
}
