package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import users.journal.Journal;
import users.journal.JournalEvent;
import users.journal.Position;

/** The operation that shows all events: a page of them, or live. */
final class EventFeed {
  private final Journal journal;
  private final EventStreams streams;

  EventFeed(Journal journal, EventStreams streams) {
    this.journal = journal;
    this.streams = streams;
  }

  CompletionStage<HttpResponse> get(Exchange exchange) {
    FeedForm form = FeedForm.acceptedBy(exchange);
    return form == FeedForm.STREAM
        ? stream(FeedQuery.ofStream(exchange))
        : page(FeedQuery.ofPage(exchange), form);
  }

  private CompletionStage<HttpResponse> stream(FeedQuery query) {
    if (streams.isFull()) {
      throw Problem.of(ProblemType.OVERLOADED, "This node has as many streams as it may have");
    }
    return known(query.after().orElse(FeedQuery.NOW))
        .thenApply(start -> Responses.eventStream(streams.after(start, query)));
  }

  private CompletionStage<HttpResponse> page(FeedQuery query, FeedForm form) {
    return events(query)
        .thenApply(
            events ->
                Responses.eventPage(
                    form, events.stream().map(CloudEvents::json).toList(), query.links(events)));
  }

  private CompletionStage<List<JournalEvent>> events(FeedQuery query) {
    if (query.before().isPresent()) {
      return journal.before(query.before().get(), query.limit(), query.types(), query.user());
    }
    return known(query.after().orElse(Position.START))
        .thenCompose(start -> journal.after(start, query.limit(), query.types(), query.user()));
  }

  /** The position itself if the feed can have it. */
  private CompletionStage<Position> known(Position position) {
    if (position.equals(FeedQuery.NOW)) {
      return journal.head();
    }
    return journal
        .knows(position)
        .thenCompose(
            known ->
                known
                    ? CompletableFuture.completedFuture(position)
                    : CompletableFuture.failedFuture(
                        Problem.of(
                            ProblemType.POSITION_GONE, "The feed has not come to " + position)));
  }
}
