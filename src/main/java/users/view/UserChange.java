package users.view;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import users.domain.ProfileChange;
import users.domain.UserEvent;
import users.email.Holding;
import users.journal.JournalEvent;

/**
 * What a batch of events makes of one user. What is absent stays as it is in the row.
 *
 * @param firstVersion of the user's first event in the batch; 1 makes the user whole
 * @param version of the last
 * @param commandIds the commands that led to the events
 */
record UserChange(
    String userId,
    long firstVersion,
    long version,
    ProfileChange profile,
    Optional<RowStatus> status,
    boolean welcomed,
    Optional<Instant> createdAt,
    Instant updatedAt,
    Set<String> commandIds) {

  static final ProfileChange NOTHING =
      new ProfileChange(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * One change for each user, by id: two who lock the rows in one order do not block each other.
   */
  static List<UserChange> of(List<JournalEvent> batch) {
    var changes = new TreeMap<String, UserChange>();
    for (JournalEvent event : batch) {
      UserChange before = changes.getOrDefault(event.userId(), none(event));
      changes.put(event.userId(), event.event().match(new ChangeFold(before, event.version())));
    }
    return List.copyOf(changes.values());
  }

  /** What the user's claims on addresses have to be told, if anything. */
  Optional<Holding> holding() {
    return isDeletion() || profile.email().isPresent()
        ? Optional.of(new Holding(userId, profile.email(), version, commandIds))
        : Optional.empty();
  }

  boolean isWhole() {
    return firstVersion == 1;
  }

  boolean isDeletion() {
    return status.filter(RowStatus.DELETED::equals).isPresent();
  }

  Set<String> commandsWith(UserEvent event) {
    var all = new HashSet<>(commandIds);
    all.add(event.metadata().commandId());
    return Set.copyOf(all);
  }

  private static UserChange none(JournalEvent first) {
    return new UserChange(
        first.userId(),
        first.version(),
        first.version(),
        NOTHING,
        Optional.empty(),
        false,
        Optional.empty(),
        first.event().metadata().at(),
        Set.of());
  }
}
