package users.entity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import users.domain.Metadata;

/**
 * The commands that led to a user's events, by id, so that one sent again is recognised. Ids that a
 * client gave are kept for a day, those that the service made only as long as it repeats a command
 * itself; of each kind the newest 256. Time is that of the events, so a replay remembers the same.
 */
record CommandMemory(List<Remembered> commands) {

  static final CommandMemory EMPTY = new CommandMemory(List.of());
  static final int LONGEST = 256;
  static final Duration CLIENT_IDS_FOR = Duration.ofHours(24);
  static final Duration OWN_IDS_FOR = Duration.ofMinutes(1);

  /**
   * One command.
   *
   * @param fingerprint of its content; empty for an id that the service made
   * @param version of the user after it
   * @param at in milliseconds since the epoch
   */
  record Remembered(String id, String fingerprint, long version, long at) {

    boolean fromClient() {
      return !fingerprint.isEmpty();
    }

    boolean expiredAt(Instant now) {
      Duration kept = fromClient() ? CLIENT_IDS_FOR : OWN_IDS_FOR;
      return now.toEpochMilli() - at > kept.toMillis();
    }
  }

  Optional<Remembered> find(String id, Instant now) {
    for (Remembered command : commands) {
      if (command.id().equals(id) && !command.expiredAt(now)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  CommandMemory after(Metadata metadata, long version) {
    var latest =
        new Remembered(
            metadata.commandId(),
            metadata.fingerprint().orElse(""),
            version,
            metadata.at().toEpochMilli());
    var kept = new ArrayList<Remembered>(commands.size() + 1);
    int ofItsKind = 1;
    for (int i = commands.size() - 1; i >= 0; i--) {
      Remembered command = commands.get(i);
      boolean sameKind = command.fromClient() == latest.fromClient();
      if (!command.expiredAt(metadata.at()) && !(sameKind && ofItsKind == LONGEST)) {
        kept.add(command);
        ofItsKind += sameKind ? 1 : 0;
      }
    }
    Collections.reverse(kept);
    kept.add(latest);
    return new CommandMemory(kept);
  }
}
