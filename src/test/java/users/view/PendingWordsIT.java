package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import users.journal.Position;

class PendingWordsIT {
  private final AtomicReference<Position> tail = new AtomicReference<>(Position.START);

  @Test
  void areMergedOnceWritesHaveEnded() {
    try (var it = new ListUnderTest()) {
      var words = new PendingWords(it.test.database(), tail::get);

      it.apply(new Events(1).created("Ann", "Lee", "ann@example.com"));
      tail.set(new Position(1, 1));
      assertThat(merged(words)).as("pages, while there are writes").isZero();
      it.apply(new Events(2).created("Bob", "Lee", "bob@example.com"));
      tail.set(new Position(2, 2));
      assertThat(merged(words)).as("still").isZero();
      assertThat(merged(words)).as("when they have ended").isEqualTo(1);

      it.apply(new Events(3).created("Cem", "Lee", "cem@example.com"));
      assertThat(merged(words)).as("later, when none has come").isZero();
      assertThat(it.firstNames(ListUnderTest.search("lee"))).containsExactly("Ann", "Bob", "Cem");
    }
  }

  @Test
  void withoutTheIndexNothingIsDone() {
    try (var it = new ListUnderTest()) {
      var words = new PendingWords(it.test.database(), tail::get);
      it.test.execute("DROP INDEX user_view_1_search");
      tail.set(new Position(1, 1));
      merged(words);

      assertThat(merged(words)).isZero();
    }
  }

  private static int merged(PendingWords words) {
    return words.look().toCompletableFuture().join();
  }
}
