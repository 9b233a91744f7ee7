package users.entity;

import java.time.Instant;
import java.util.Optional;
import users.domain.Decision;
import users.domain.Decision.Reason;
import users.domain.Metadata;
import users.domain.User;
import users.domain.UserEvent;

/**
 * A user with what the entity needs to answer commands about it.
 *
 * @param version the sequence number of the last event
 * @param clientVersion that of the last event that a client asked for; what the service itself did
 *     since then must not fail a client's {@code If-Match}
 */
record UserState(User user, long version, long clientVersion, CommandMemory memory) {

  static final UserState EMPTY = new UserState(new User.Absent(), 0, 0, CommandMemory.EMPTY);

  UserState after(UserEvent event) {
    Metadata metadata = event.metadata();
    boolean system = metadata.actor().equals(Metadata.WELCOME_PROCESS);
    return new UserState(
        user.after(event),
        version + 1,
        system ? clientVersion : version + 1,
        memory.after(metadata, version + 1));
  }

  /** The answer to a command that must not be decided: one known already, or one too late. */
  Optional<UserReply> answerTo(String userId, CommandContext command, Instant now) {
    var known = memory.find(command.commandId(), now);
    if (known.isPresent()) {
      return known.map(first -> repeated(userId, first, command));
    }
    return now.isAfter(command.deadline())
        ? Optional.of(new UserReply.Expired())
        : Optional.empty();
  }

  Decision decide(UserCommand.Change command, Instant now) {
    return user instanceof User.Living && !isAt(command.context())
        ? Decision.reject(Reason.VERSION_MISMATCH)
        : command.decide(user, command.context().at(now));
  }

  /** The user to one who asks for it: a deleted one is not found. */
  UserReply current(String userId) {
    return user instanceof User.Living living
        ? new UserReply.Found(userId, living, version)
        : new UserReply.Refused(Reason.NOT_FOUND);
  }

  /** The user to one whose command was taken: it may have been the one to delete it. */
  UserReply outcome(String userId) {
    return user instanceof User.Deleted ? new UserReply.Gone(version) : current(userId);
  }

  private UserReply repeated(
      String userId, CommandMemory.Remembered first, CommandContext command) {
    if (!first.fingerprint().equals(command.fingerprint().orElse(""))) {
      return new UserReply.Refused(Reason.COMMAND_ID_REUSED);
    }
    return first.version() == version ? outcome(userId) : new UserReply.Repeated(first.version());
  }

  private boolean isAt(CommandContext command) {
    return command.ifMatch().isEmpty()
        || command.ifMatch().stream().anyMatch(v -> clientVersion <= v && v <= version);
  }
}
