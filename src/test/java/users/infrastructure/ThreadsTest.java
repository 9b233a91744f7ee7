package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.DispatcherSelector;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that shares its processors keeps to its part of them (USERS_THREADS). */
class ThreadsTest {
  private final ActorTestKit kit = ActorTestKit.create(Threads.applyTo(configured(1)));

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "akka.actor.default-dispatcher",
        "akka.actor.internal-dispatcher",
        "akka.remote.default-remote-dispatcher"
      })
  void one_thread_does_all_there_is_to_do(String dispatcher) {
    assertThat(threadsOf(dispatcher)).hasSize(1);
  }

  @Test
  void a_single_thread_passes_nobody_over() {
    Executor executor = executor("akka.actor.default-dispatcher");
    var order = new ConcurrentLinkedQueue<String>();
    var begun = new CompletableFuture<Void>();
    var otherCame = new CompletableFuture<Void>();
    var done = new CompletableFuture<Void>();

    executor.execute(
        () -> {
          executor.execute(() -> order.add("its own first"));
          begun.complete(null);
          otherCame.join();
          executor.execute(() -> order.add("its own second"));
          executor.execute(() -> done.complete(null));
        });
    begun.join();
    executor.execute(() -> order.add("another's"));
    otherCame.complete(null);

    assertThat(done).succeedsWithin(Duration.ofSeconds(10));
    assertThat(order).containsExactly("its own first", "another's", "its own second");
  }

  @Test
  void more_threads_work_as_configured() {
    Config two = configured(2);

    assertThat(Threads.applyTo(two)).isEqualTo(two);
  }

  private Set<Thread> threadsOf(String dispatcher) {
    Executor executor = executor(dispatcher);
    Stream<CompletableFuture<Thread>> tasks =
        Stream.generate(() -> CompletableFuture.supplyAsync(Thread::currentThread, executor));
    return tasks.limit(1000).toList().stream()
        .map(CompletableFuture::join)
        .collect(Collectors.toSet());
  }

  private Executor executor(String dispatcher) {
    return kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));
  }

  private static Config configured(int threads) {
    return ConfigFactory.load(
        ConfigFactory.parseString("akka.actor.provider = local, users.threads = " + threads)
            .withFallback(ConfigFactory.defaultApplication()));
  }
}
