package users.view;

import java.util.Optional;
import users.domain.User;

/**
 * Which users to list.
 *
 * @param limit how many a page holds, 1 to {@link #LARGEST_LIMIT}
 * @param cursor where the page begins: {@link Page#next} of the one before, with the same query
 * @param q words that all occur in the user's names or e-mail; one of less than three characters or
 *     without letter and digit has to begin one of them
 * @param email the address of the user, however it is written
 */
public record Query(
    int limit,
    Optional<String> cursor,
    Optional<String> q,
    Optional<String> email,
    Optional<User.Status> status,
    Sort sort) {

  public static final int DEFAULT_LIMIT = 20;
  public static final int LARGEST_LIMIT = 100;

  public Query {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + LARGEST_LIMIT + ": " + limit);
    }
  }

  /** Everybody, the first page. */
  public static Query all() {
    return new Query(
        DEFAULT_LIMIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Sort.DEFAULT);
  }

  /** The same list from another place. */
  public Query from(Optional<String> place) {
    return new Query(limit, place, q, email, status, sort);
  }
}
