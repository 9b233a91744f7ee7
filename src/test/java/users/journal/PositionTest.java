package users.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void isOrderedByTransactionThenOrdering() {
    assertThat(new Position(2, 1)).isGreaterThan(new Position(1, 9));
    assertThat(new Position(2, 2)).isGreaterThan(new Position(2, 1));
  }

  @Test
  void isReadAsWritten() {
    var position = new Position(734, 12);

    assertThat(Position.parse(position.toString())).contains(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "-1-2", "1-2-3", "1- 2", "a-b", "9999999999999999999-1", "１-２"})
  void nothingElseIsAPosition(String text) {
    assertThat(Position.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 128})
  void everySliceBelongsToOneRange(int ranges) {
    assertThat(SliceRange.split(ranges)).hasSize(ranges);
    assertThat(IntStream.range(0, 128))
        .allSatisfy(
            slice ->
                assertThat(SliceRange.split(ranges).stream().filter(r -> r.contains(slice)))
                    .hasSize(1));
  }
}
