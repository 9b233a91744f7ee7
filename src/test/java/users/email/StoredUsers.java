package users.email;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import users.domain.EmailAddress;
import users.domain.Metadata;
import users.domain.User;
import users.domain.UserEvent;
import users.journal.Snapshot;

/** A journal in memory: what was stored, in order, and the users that follow from it. */
final class StoredUsers {

  record Stored(String userId, long version, UserEvent event) {}

  final List<Stored> events = new ArrayList<>();

  synchronized void create(String userId, String email, String commandId) {
    store(userId, new UserEvent.Created("Ann", "Lee", email, by(commandId)));
  }

  synchronized void change(String userId, String email, String commandId) {
    store(
        userId,
        new UserEvent.Updated(
            Optional.empty(), Optional.empty(), Optional.of(email), by(commandId)));
  }

  synchronized void delete(String userId, String commandId) {
    store(userId, new UserEvent.Deleted(by(commandId)));
  }

  Snapshot user(String userId) {
    return userAt(userId, Long.MAX_VALUE);
  }

  private synchronized Snapshot userAt(String userId, long last) {
    User user = new User.Absent();
    long version = 0;
    for (Stored stored : events) {
      if (stored.userId().equals(userId) && stored.version() <= last) {
        user = user.after(stored.event());
        version = stored.version();
      }
    }
    return new Snapshot(user, version);
  }

  CompletionStage<Optional<Snapshot>> find(String userId) {
    return CompletableFuture.completedFuture(
        Optional.of(user(userId)).filter(snapshot -> snapshot.version() > 0));
  }

  /** The present address of a living user, as its key. */
  Optional<String> address(String userId) {
    return addressOf(user(userId).user());
  }

  Optional<String> addressAt(String userId, long version) {
    return addressOf(userAt(userId, version).user());
  }

  /** Whether a command led to an event of this user. */
  synchronized boolean knows(String userId, String commandId) {
    return events.stream()
        .filter(stored -> stored.userId().equals(userId))
        .anyMatch(stored -> stored.event().metadata().commandId().equals(commandId));
  }

  /** The living users that have an address. */
  synchronized List<String> having(String email) {
    return events.stream()
        .map(Stored::userId)
        .distinct()
        .filter(userId -> address(userId).equals(Optional.of(EmailAddress.key(email))))
        .toList();
  }

  static Optional<String> addressOf(User user) {
    return user instanceof User.Living living
        ? Optional.of(EmailAddress.key(living.profile().email()))
        : Optional.empty();
  }

  private void store(String userId, UserEvent event) {
    events.add(new Stored(userId, user(userId).version() + 1, event));
  }

  private static Metadata by(String commandId) {
    return new Metadata(
        Instant.EPOCH, "test", commandId, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
