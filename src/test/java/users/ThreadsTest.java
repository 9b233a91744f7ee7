package users;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.DispatcherSelector;
import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that shares its processors keeps to its part of them (USERS_THREADS). */
class ThreadsTest {
  private final ActorTestKit kit =
      ActorTestKit.create(
          ConfigFactory.load(
              ConfigFactory.parseString("akka.actor.provider = local, users.threads = 1")
                  .withFallback(ConfigFactory.defaultApplication())));

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
    Executor executor =
        kit.system().dispatchers().lookup(DispatcherSelector.fromConfig(dispatcher));

    Stream<CompletableFuture<Thread>> tasks =
        Stream.generate(() -> CompletableFuture.supplyAsync(Thread::currentThread, executor));

    assertThat(tasks.limit(1000).toList().stream().map(CompletableFuture::join).distinct())
        .hasSize(1);
  }
}
