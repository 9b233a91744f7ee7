package users.entity;

import users.domain.Decision;
import users.domain.User;

/**
 * What a user answers. Fields are records, never sealed interfaces: Jackson names the type of a
 * message, not of its fields.
 */
public sealed interface UserReply extends ClusterMessage {

  /** The user after the command, or as it is. */
  record Found(String userId, User.Living user, long version) implements UserReply {}

  /** The command deleted the user, which was its last version. */
  record Gone(long version) implements UserReply {}

  record Refused(Decision.Reason reason) implements UserReply {}

  /** The command came after its deadline and did not take effect. */
  record Expired() implements UserReply {}

  /**
   * The command is known: its answer is the user at the version it led to. {@link Users} resolves
   * it, so no caller sees it.
   */
  record Repeated(long version) implements UserReply {}

  default boolean isRefusal(Decision.Reason reason) {
    return equals(new Refused(reason));
  }
}
