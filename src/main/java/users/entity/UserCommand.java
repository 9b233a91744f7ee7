package users.entity;

import akka.actor.DeadLetterSuppression;
import akka.actor.typed.ActorRef;
import java.util.Optional;
import users.domain.Decision;
import users.domain.Metadata;
import users.domain.Profile;
import users.domain.ProfileChange;
import users.domain.User;
import users.domain.UserRules;

/** What one can ask of a user; each change puts its question to {@link UserRules}. */
sealed interface UserCommand extends ClusterMessage {

  record Get(ActorRef<UserReply> replyTo) implements UserCommand {}

  /** A command that may lead to an event. */
  sealed interface Change extends UserCommand {

    CommandContext context();

    ActorRef<UserReply> replyTo();

    Decision decide(User user, Metadata metadata);
  }

  record Create(Profile profile, CommandContext context, ActorRef<UserReply> replyTo)
      implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.create(user, profile, metadata);
    }
  }

  record Update(
      ProfileChange change,
      boolean emailClaimed,
      CommandContext context,
      ActorRef<UserReply> replyTo)
      implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.update(user, change, emailClaimed, metadata);
    }
  }

  record Welcome(CommandContext context, ActorRef<UserReply> replyTo) implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.welcome(user, metadata);
    }
  }

  record Suspend(Optional<String> reason, CommandContext context, ActorRef<UserReply> replyTo)
      implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.suspend(user, reason, metadata);
    }
  }

  record Reactivate(CommandContext context, ActorRef<UserReply> replyTo) implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.reactivate(user, metadata);
    }
  }

  record Delete(CommandContext context, ActorRef<UserReply> replyTo) implements Change {
    @Override
    public Decision decide(User user, Metadata metadata) {
      return UserRules.delete(user, metadata);
    }
  }

  /** Its shard moves, or it is put out of memory: it works off what came before, and stops. */
  record Stop() implements UserCommand, DeadLetterSuppression {}
}
