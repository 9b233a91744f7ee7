package users.entity;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.typed.EventRejectedException;
import users.infrastructure.Reservations.NotReserved;

/**
 * Has a user whose first event was rejected, as its address is another's, say so and stop: it does
 * not exist. Akka throws such a rejection at the actor, while it handles the journal's answer, and
 * would log a failure.
 */
final class Rejection extends BehaviorInterceptor<Object, Object> {
  private final UserEntity user;

  private Rejection(UserEntity user) {
    // Also the answers of the journal.
    super(Object.class);
    this.user = user;
  }

  @SuppressWarnings("unchecked") // it passes on what it gets
  static Behavior<UserCommand> around(UserEntity user) {
    return Behaviors.intercept(() -> new Rejection(user), (Behavior<Object>) (Behavior<?>) user)
        .narrow();
  }

  @Override
  public Behavior<Object> aroundReceive(
      TypedActorContext<Object> context, Object message, ReceiveTarget<Object> target) {
    try {
      return target.apply(context, message);
    } catch (EventRejectedException rejected) {
      if (!(rejected.getCause() instanceof NotReserved)) {
        throw rejected;
      }
      user.rejected();
      return Behaviors.stopped();
    }
  }
}
