package users.welcome;

import akka.Done;
import akka.actor.Address;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import users.entity.UserHomes;
import users.welcome.LocalGreeter.Greet;
import users.welcome.LocalGreeter.Greeted;

/**
 * The greeters of all nodes. Users are greeted on the node where they live, so that those of a node
 * take one message there and one back. Who is not where the last look found them is greeted all the
 * same.
 */
final class Greeters {
  /** Longer than the attempts at a single user. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ActorSystem<?> system;
  private final LocalGreeter here;
  private final UserHomes homes;
  private final int parallelism;
  private volatile Map<Address, ActorRef<Greet>> elsewhere = Map.of();

  private Greeters(ActorSystem<?> system, LocalGreeter here, UserHomes homes, int parallelism) {
    this.system = system;
    this.here = here;
    this.homes = homes;
    this.parallelism = parallelism;
  }

  /**
   * Offers this node's greeter to the others, until it drains, and learns of theirs.
   *
   * @param parallelism users of one call who are greeted at the same time
   */
  static Greeters start(ActorSystem<?> system, Greeter greeter, int parallelism) {
    var here = new LocalGreeter(system, greeter);
    var greeters = new Greeters(system, here, UserHomes.start(system), parallelism);
    system.systemActorOf(greeters.followingListings(), "welcome-greeters", Props.empty());
    ActorRef<Greet> offered =
        system.systemActorOf(here.forOthers(), "welcome-greeter", Props.empty());
    system.receptionist().tell(Receptionist.register(LocalGreeter.KEY, offered));
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(),
            "greet-no-more-for-others",
            () -> {
              system.receptionist().tell(Receptionist.deregister(LocalGreeter.KEY, offered));
              return CompletableFuture.completedFuture(Done.done());
            });
    return greeters;
  }

  /**
   * Greets some users.
   *
   * @param userIds at least one
   * @return those who could not be welcomed
   */
  CompletionStage<List<String>> greet(List<String> userIds) {
    Map<Optional<ActorRef<Greet>>, List<String>> byGreeter =
        userIds.stream().collect(Collectors.groupingBy(this::elsewhere));
    int each = Math.max(1, parallelism / byGreeter.size());
    return Source.from(byGreeter.entrySet())
        .mapAsyncUnordered(byGreeter.size(), group -> greet(group.getKey(), group.getValue(), each))
        .mapConcat(notYet -> notYet)
        .runWith(Sink.seq(), system);
  }

  private CompletionStage<List<String>> greet(
      Optional<ActorRef<Greet>> other, List<String> userIds, int atATime) {
    return other
        .map(greeter -> ask(greeter, userIds, atATime).exceptionally(failure -> userIds))
        .orElseGet(() -> here.greet(userIds, atATime));
  }

  private CompletionStage<List<String>> ask(
      ActorRef<Greet> greeter, List<String> userIds, int atATime) {
    return AskPattern.<Greet, Greeted>ask(
            greeter, to -> new Greet(userIds, atATime, to), PATIENCE, system.scheduler())
        .thenApply(Greeted::notYet);
  }

  /** The greeter of another node, if the user lives there. */
  private Optional<ActorRef<Greet>> elsewhere(String userId) {
    return homes.of(userId).map(elsewhere::get);
  }

  private Behavior<Receptionist.Listing> followingListings() {
    return Behaviors.setup(
        context -> {
          system.receptionist().tell(Receptionist.subscribe(LocalGreeter.KEY, context.getSelf()));
          return Behaviors.receiveMessage(
              listing -> {
                elsewhere = byNode(listing.getServiceInstances(LocalGreeter.KEY));
                return Behaviors.same();
              });
        });
  }

  /** A node that came again after a crash may be listed twice for a moment. */
  private static Map<Address, ActorRef<Greet>> byNode(Set<ActorRef<Greet>> greeters) {
    return greeters.stream()
        .filter(greeter -> greeter.path().address().hasGlobalScope())
        .collect(
            Collectors.toMap(
                greeter -> greeter.path().address(), greeter -> greeter, (one, other) -> other));
  }
}
