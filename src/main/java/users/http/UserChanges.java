package users.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import users.domain.Decision;
import users.domain.ProfileChange;
import users.entity.UserReply;
import users.entity.Users;

/** The operations that change users: from a request to a command, from a reply to a response. */
final class UserChanges {
  private static final String[] PROFILE = {"firstName", "lastName", "email"};
  private static final int LONGEST_REASON = 500;

  private final ActorSystem<?> system;
  private final Users users;
  private final Commands commands;

  UserChanges(ActorSystem<?> system, Users users, Commands commands) {
    this.system = system;
    this.users = users;
    this.commands = commands;
  }

  CompletionStage<HttpResponse> create(Exchange exchange) {
    return RequestBody.read(exchange.request(), RequestBody.JSON, system)
        .thenApply(bytes -> profile(JsonBody.parse(bytes, PROFILE), true))
        .thenCompose(
            change ->
                users.create(
                    change.whole(),
                    commands.creating(
                        exchange, "create", change.firstName(), change.lastName(), change.email())))
        .thenApply(reply -> answer(reply, Responses::created));
  }

  CompletionStage<HttpResponse> replace(Exchange exchange) {
    return ofUser(
        exchange,
        userId ->
            RequestBody.read(exchange.request(), RequestBody.JSON, system)
                .thenApply(bytes -> profile(JsonBody.parse(bytes, PROFILE), true))
                .thenCompose(change -> update(exchange, userId, "replace", change)));
  }

  CompletionStage<HttpResponse> patch(Exchange exchange) {
    return ofUser(
        exchange,
        userId ->
            RequestBody.read(exchange.request(), RequestBody.MERGE_PATCH, system)
                .thenApply(bytes -> profile(JsonBody.parse(bytes, PROFILE), false))
                .thenCompose(change -> update(exchange, userId, "patch", change)));
  }

  CompletionStage<HttpResponse> suspend(Exchange exchange) {
    return ofUser(
        exchange,
        userId ->
            RequestBody.readOptional(exchange.request(), RequestBody.JSON, system)
                .thenApply(UserChanges::reason)
                .thenCompose(
                    reason ->
                        users.suspend(
                            userId, reason, commands.changing(exchange, "suspend", reason))));
  }

  CompletionStage<HttpResponse> reactivate(Exchange exchange) {
    return ofUser(
        exchange,
        userId ->
            RequestBody.readOptional(exchange.request(), RequestBody.JSON, system)
                .thenAccept(UserChanges::nothing)
                .thenCompose(
                    nothing ->
                        users.reactivate(userId, commands.changing(exchange, "reactivate"))));
  }

  CompletionStage<HttpResponse> delete(Exchange exchange) {
    return ofUser(exchange, userId -> users.delete(userId, commands.changing(exchange, "delete")));
  }

  private CompletionStage<UserReply> update(
      Exchange exchange, String userId, String operation, ProfileChange change) {
    return users.update(
        userId,
        change,
        commands.changing(
            exchange, operation, change.firstName(), change.lastName(), change.email()));
  }

  /** A user who is not there is said before what is wrong with the request. */
  private CompletionStage<HttpResponse> ofUser(
      Exchange exchange, Function<String, CompletionStage<UserReply>> command) {
    String userId = UserIds.of(exchange);
    return attempt(() -> command.apply(userId))
        .exceptionallyCompose(failure -> unlessMissing(userId, failure))
        .thenApply(reply -> answer(reply, Responses::user));
  }

  private CompletionStage<UserReply> unlessMissing(String userId, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (!(cause instanceof Problem)) {
      return CompletableFuture.failedFuture(failure);
    }
    return users
        .get(userId)
        .thenCompose(
            reply ->
                reply instanceof UserReply.Refused
                    ? CompletableFuture.completedFuture(reply)
                    : CompletableFuture.failedFuture(failure));
  }

  private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> stage) {
    try {
      return stage.get();
    } catch (Problem problem) {
      return CompletableFuture.failedFuture(problem);
    }
  }

  private static HttpResponse answer(
      UserReply reply, Function<UserReply.Found, HttpResponse> found) {
    if (reply instanceof UserReply.Found user) {
      return found.apply(user);
    }
    if (reply instanceof UserReply.Gone) {
      return Responses.noContent();
    }
    throw reply instanceof UserReply.Refused refused
        ? refusal(refused.reason())
        : Problem.of(ProblemType.UNAVAILABLE, "Too late; it did not take effect");
  }

  static Problem refusal(Decision.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> Problem.of(ProblemType.USER_NOT_FOUND, "There is no such user");
      case VERSION_MISMATCH ->
          Problem.of(ProblemType.VERSION_MISMATCH, "The user has a newer version, or never had it");
      case COMMAND_ID_REUSED ->
          Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "The key belongs to another request");
      case EMAIL_TAKEN, EMAIL_UNCLAIMED, ALREADY_EXISTS ->
          Problem.of(ProblemType.EMAIL_TAKEN, "Another user has this e-mail address");
    };
  }

  private static ProfileChange profile(JsonBody body, boolean whole) {
    Function<String, Optional<String>> field = whole ? body::required : body::optional;
    var change =
        ProfileChange.check(
            field.apply("firstName"), field.apply("lastName"), field.apply("email"), body.checks());
    body.done();
    return change;
  }

  private static Optional<String> reason(byte[] bytes) {
    return JsonBody.parseOptional(bytes, "reason").flatMap(UserChanges::reason);
  }

  private static Optional<String> reason(JsonBody body) {
    var reason =
        body.optional("reason").map(text -> body.checks().text("reason", text, LONGEST_REASON));
    body.done();
    return reason;
  }

  private static void nothing(byte[] bytes) {
    JsonBody.parseOptional(bytes).ifPresent(JsonBody::done);
  }
}
