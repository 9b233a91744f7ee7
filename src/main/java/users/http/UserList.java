package users.http;

import akka.http.javadsl.model.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import users.domain.EmailAddress;
import users.domain.User;
import users.http.Json.UserListJson;
import users.view.InvalidCursor;
import users.view.Page;
import users.view.Query;
import users.view.Sort;
import users.view.UserView;

/** Lists and searches users, from the read side. */
final class UserList {
  private static final int LONGEST_SEARCH = 200;
  private static final int LONGEST_CURSOR = 1500;

  private final UserView view;

  UserList(UserView view) {
    this.view = view;
  }

  CompletionStage<HttpResponse> list(Exchange exchange) {
    Query query = query(exchange);
    return page(query)
        .thenApply(page -> Responses.page(exchange, UserListJson.of(page), page.next()));
  }

  private CompletionStage<Page> page(Query query) {
    try {
      return view.list(query);
    } catch (InvalidCursor notOfThisList) {
      throw Problem.of(ProblemType.INVALID_CURSOR, "Not a cursor of this list");
    }
  }

  private static Query query(Exchange exchange) {
    var parameters =
        Parameters.of(exchange.request(), "limit", "cursor", "q", "email", "status", "sort");
    var query =
        new Query(
            parameters
                .number("limit", 1, Query.LARGEST_LIMIT)
                .map(Long::intValue)
                .orElse(Query.DEFAULT_LIMIT),
            parameters.text("cursor", LONGEST_CURSOR),
            parameters.text("q", LONGEST_SEARCH),
            parameters.text("email", EmailAddress.LONGEST),
            parameters.parsed("status", "must be active or suspended", UserList::status),
            parameters
                .parsed(
                    "sort",
                    "must be createdAt, updatedAt, lastName or email, with - for descending",
                    Sort::parse)
                .orElse(Sort.DEFAULT));
    parameters.done();
    return query;
  }

  private static Optional<User.Status> status(String text) {
    return Stream.of(User.Status.values())
        .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }
}
