package users.journal;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.pubsub.Topic;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import users.infrastructure.Pace;

/**
 * Tells the other nodes that something was stored: at once after a silence, then the less often the
 * more is stored.
 */
final class Nudges {
  private final ActorSystem<?> system;
  private final ActorRef<Topic.Command<Long>> topic;
  private final Pace pace;

  /** What is sent: who sends it, as a topic delivers to its own node, too. */
  private final Long self = ThreadLocalRandom.current().nextLong();

  private final AtomicBoolean pending = new AtomicBoolean();
  private final AtomicInteger untold = new AtomicInteger();
  private volatile long next = System.nanoTime();

  private Nudges(ActorSystem<?> system, ActorRef<Topic.Command<Long>> topic, Pace pace) {
    this.system = system;
    this.topic = topic;
    this.pace = pace;
  }

  /** Joins the topic; {@code onNudge} runs whenever another node has stored something. */
  static Nudges start(ActorSystem<?> system, Pace pace, Runnable onNudge) {
    ActorRef<Topic.Command<Long>> topic =
        system.systemActorOf(
            Topic.create(Long.class, "users-journal"), "users-journal-topic", Props.empty());
    var nudges = new Nudges(system, topic, pace);
    ActorRef<Long> listener =
        system.systemActorOf(nudges.listener(onNudge), "users-journal-nudges", Props.empty());
    topic.tell(Topic.subscribe(listener));
    return nudges;
  }

  /** To be called for each event. */
  void send() {
    untold.incrementAndGet();
    if (pending.compareAndSet(false, true)) {
      long wait = next - System.nanoTime();
      if (wait <= 0) {
        publish();
      } else {
        system
            .scheduler()
            .scheduleOnce(Duration.ofNanos(wait), this::publish, system.executionContext());
      }
    }
  }

  private void publish() {
    next = System.nanoTime() + pace.after(untold.getAndSet(0)).toNanos();
    // Before sending: who finds it still set was stored before this goes out.
    pending.set(false);
    topic.tell(Topic.publish(self));
  }

  private Behavior<Long> listener(Runnable onNudge) {
    return Behaviors.receiveMessage(
        sender -> {
          if (!sender.equals(self)) {
            onNudge.run();
          }
          return Behaviors.same();
        });
  }
}
