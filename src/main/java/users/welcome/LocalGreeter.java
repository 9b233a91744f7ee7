package users.welcome;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.ServiceKey;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.List;
import java.util.concurrent.CompletionStage;
import users.entity.ClusterMessage;

/** Greets many users without mail, for this node and, as an actor, for the others. */
record LocalGreeter(ActorSystem<?> system, Greeter greeter) {
  static final ServiceKey<Greet> KEY = ServiceKey.create(Greet.class, "welcome-greeter");

  /**
   * To greet some users.
   *
   * @param atATime so many of them
   */
  record Greet(List<String> userIds, int atATime, ActorRef<Greeted> replyTo)
      implements ClusterMessage {}

  /**
   * All have been seen to.
   *
   * @param notYet who could not be welcomed and is to be tried again
   */
  record Greeted(List<String> notYet) implements ClusterMessage {}

  Behavior<Greet> forOthers() {
    return Behaviors.receiveMessage(
        greet -> {
          greet(greet.userIds(), greet.atATime())
              .thenAccept(notYet -> greet.replyTo().tell(new Greeted(notYet)));
          return Behaviors.same();
        });
  }

  /** Those of them who could not be welcomed. */
  CompletionStage<List<String>> greet(List<String> userIds, int atATime) {
    return Source.from(userIds)
        .mapAsyncUnordered(
            atATime, id -> greeter.greet(id).thenApply(outcome -> new Attempt(id, outcome)))
        .filterNot(attempt -> attempt.outcome() instanceof Outcome.Done)
        .map(Attempt::userId)
        .runWith(Sink.seq(), system);
  }

  private record Attempt(String userId, Outcome outcome) {}
}
