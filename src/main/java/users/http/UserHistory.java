package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import users.domain.Decision;
import users.domain.User;
import users.entity.UserReply;
import users.http.Json.EventJson;
import users.http.Json.HistoryJson;
import users.journal.Journal;
import users.journal.JournalEvent;
import users.journal.Snapshot;

/** Shows one user's past. */
final class UserHistory {
  private static final long LARGEST_LIMIT = 1000;
  private static final long DEFAULT_LIMIT = 100;

  private final Journal journal;

  UserHistory(Journal journal) {
    this.journal = journal;
  }

  /** The events of a user, also of a deleted one; the cursor is the version they come after. */
  CompletionStage<HttpResponse> events(Exchange exchange) {
    String userId = UserIds.of(exchange);
    var parameters = Parameters.of(exchange.request(), "limit", "cursor");
    int limit = parameters.number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT).intValue();
    long after = parameters.number("cursor", 0, Long.MAX_VALUE).orElse(0L);
    parameters.done();
    return journal
        .history(userId, after, limit + 1)
        .thenApply(events -> page(exchange, events, after, limit));
  }

  /** The user as it was; fails with the problem that there was none then. */
  CompletionStage<UserReply.Found> userAsOf(String userId, AsOf moment) {
    CompletionStage<Optional<Snapshot>> found =
        moment
            .version()
            .map(version -> journal.userAt(userId, version))
            .orElseGet(() -> journal.userAt(userId, moment.time().orElseThrow()));
    return found.thenApply(snapshot -> past(userId, moment, snapshot));
  }

  private static HttpResponse page(
      Exchange exchange, List<JournalEvent> found, long after, int limit) {
    if (found.isEmpty() && after == 0) {
      throw UserChanges.refusal(Decision.Reason.NOT_FOUND);
    }
    List<JournalEvent> events = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit
            ? Optional.of(String.valueOf(events.get(limit - 1).version()))
            : Optional.empty();
    return Responses.page(
        exchange, new HistoryJson(events.stream().map(EventJson::of).toList(), next), next);
  }

  private static UserReply.Found past(String userId, AsOf moment, Optional<Snapshot> found) {
    return found
        .filter(snapshot -> moment.version().map(v -> v == snapshot.version()).orElse(true))
        .map(
            snapshot ->
                snapshot.user() instanceof User.Living living
                    ? new UserReply.Found(userId, living, snapshot.version())
                    : null)
        .orElseThrow(
            () -> Problem.of(ProblemType.VERSION_NOT_FOUND, "There was no such user then"));
  }
}
