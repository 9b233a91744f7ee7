package users.entity;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the users in this node's memory are, for as long as nothing of theirs is being stored: it
 * saves who reads one the way to its actor and back. An actor takes its user out before it begins
 * to store, and when it stops, so nobody reads here what the actor would not have answered.
 */
final class SettledUsers {
  private final Map<String, UserReply.Found> users = new ConcurrentHashMap<>();

  /** The user has come to rest; one that nobody would find is not kept. */
  void add(String userId, UserState state) {
    if (state.current(userId) instanceof UserReply.Found found) {
      users.put(userId, found);
    }
  }

  /** Only the user's actor knows, from here on. */
  void remove(String userId) {
    users.remove(userId);
  }

  /** Empty: ask the user's actor. */
  Optional<UserReply> find(String userId) {
    return Optional.ofNullable(users.get(userId));
  }
}
