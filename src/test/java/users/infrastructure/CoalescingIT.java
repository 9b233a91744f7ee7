package users.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Equal questions that wait are answered together, and never by what was read before they came. */
class CoalescingIT {
  private static final int QUESTIONS = 30;

  private final TestDatabase test = TestDatabase.create();
  private final Database oneThread =
      Database.open(test.config().getConfig("users.database"), "one", 1);
  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch firstIsRead = new CountDownLatch(1);
  private final CountDownLatch allHaveAsked = new CountDownLatch(1);
  private final Coalescing<String, String> it = new Coalescing<>(oneThread, this::read);

  @AfterEach
  void close() {
    oneThread.close();
    test.close();
  }

  @Test
  void whoAsksWhileTheFirstIsReadSharesTheNextRead() throws InterruptedException {
    CompletableFuture<String> first = ask("ann");
    firstIsRead.await();
    List<CompletableFuture<String>> later = ask("ann", QUESTIONS);
    CompletableFuture<String> other = ask("bob");
    allHaveAsked.countDown();

    assertThat(first.join()).isEqualTo("ann 1");
    assertThat(later.stream().map(CompletableFuture::join).toList())
        .isEqualTo(Collections.nCopies(QUESTIONS, "ann 2"));
    assertThat(other.join()).isEqualTo("bob 3");
  }

  @Test
  void afterAFailureTheQuestionIsAskedAnew() {
    allHaveAsked.countDown();
    test.goDown();
    assertThatThrownBy(() -> ask("ann").join()).hasCauseInstanceOf(SQLException.class);

    test.comeBack();

    assertThat(ask("ann").join()).isEqualTo("ann 1");
  }

  private CompletableFuture<String> ask(String question) {
    return it.ask(question).toCompletableFuture();
  }

  private List<CompletableFuture<String>> ask(String question, int times) {
    return IntStream.range(0, times).mapToObj(i -> ask(question)).toList();
  }

  private String read(Connection connection, String question) {
    String answer = question + " " + reads.incrementAndGet();
    firstIsRead.countDown();
    try {
      allHaveAsked.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return answer;
  }
}
