package users.http;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import users.domain.Decision;
import users.entity.UserReply;
import users.entity.Users;
import users.http.Json.UserJson;
import users.view.UserRow;
import users.view.UserView;

/** Shows one user as it is: as the entity says, or, if that cannot answer, the read side. */
final class UserReads {
  private final Users users;
  private final UserView view;
  private final UserHistory history;

  UserReads(Users users, UserView view, UserHistory history) {
    this.users = users;
    this.view = view;
    this.history = history;
  }

  CompletionStage<HttpResponse> get(Exchange exchange) {
    String userId = UserIds.of(exchange);
    var parameters = Parameters.of(exchange.request(), "asOf");
    var asOf = parameters.parsed("asOf", "must be a version or a time (RFC 3339)", AsOf::parse);
    parameters.done();
    return asOf.map(
            moment -> history.userAsOf(userId, moment).thenApply(user -> answer(exchange, user)))
        .orElseGet(() -> current(exchange, userId));
  }

  private CompletionStage<HttpResponse> current(Exchange exchange, String userId) {
    return users
        .get(userId)
        .thenApply(reply -> answer(exchange, reply))
        .exceptionallyCompose(failure -> stale(userId, failure));
  }

  private CompletionStage<HttpResponse> stale(String userId, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof TimeoutException
        ? view.find(userId)
            .thenApply(
                row -> row.map(UserReads::stale).orElseThrow(() -> new CompletionException(cause)))
        : CompletableFuture.failedFuture(failure);
  }

  private static HttpResponse stale(UserRow row) {
    return Responses.json(UserJson.of(row))
        .addHeader(RawHeader.create("ETag", ETags.of(row.version())))
        .addHeader(RawHeader.create("Users-Stale", "true"));
  }

  private static HttpResponse answer(Exchange exchange, UserReply reply) {
    if (!(reply instanceof UserReply.Found user)) {
      throw UserChanges.refusal(Decision.Reason.NOT_FOUND);
    }
    return answer(exchange, user);
  }

  private static HttpResponse answer(Exchange exchange, UserReply.Found user) {
    return ETags.isKnown(exchange.header("if-none-match"), ETags.of(user.version()))
        ? Responses.notModified(ETags.of(user.version()))
        : Responses.user(user);
  }
}
