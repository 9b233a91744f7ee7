package users.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.time.Duration;

/**
 * Has an actor that is asked to stop do so within three seconds, whatever holds it up: a database
 * that is away, or a stash that was too full for the request. What was under way then is as after a
 * crash: who asked asks again.
 *
 * <p>The request that Akka makes by default is forgotten when the journal fails before it is heeded
 * (2.8, {@code receivedPoisonPill} of EventSourcedBehavior): the shard moved only after 20 s, and
 * for a user that is put out of memory a shard waits without a limit.
 */
final class StopInTime extends BehaviorInterceptor<UserCommand, UserCommand> {
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private boolean asked;

  private StopInTime() {
    super(UserCommand.class);
  }

  static Behavior<UserCommand> around(Behavior<UserCommand> user) {
    return Behaviors.intercept(StopInTime::new, user);
  }

  @Override
  public Behavior<UserCommand> aroundReceive(
      TypedActorContext<UserCommand> context,
      UserCommand command,
      ReceiveTarget<UserCommand> target) {
    if (command instanceof UserCommand.Stop) {
      if (asked) {
        return Behaviors.stopped();
      }
      asked = true;
      ActorContext<UserCommand> actor = context.asJava();
      actor.scheduleOnce(LIMIT, actor.getSelf(), command);
    }
    return target.apply(context, command);
  }
}
