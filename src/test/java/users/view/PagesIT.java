package users.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import users.domain.EmailAddress;
import users.domain.User.Status;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesIT {
  private static final int USERS = 250;

  private final ListUnderTest it = new ListUnderTest();
  private final Random random = new Random(7);
  private int created;

  /** A list and its order, as Java would sort it. */
  record Order(String sort, Comparator<UserRow> comparator) {
    @Override
    public String toString() {
      return sort;
    }
  }

  static Stream<Order> orders() {
    Comparator<UserRow> byId = Comparator.comparing(UserRow::userId);
    Map<String, Comparator<UserRow>> keys = new HashMap<>();
    keys.put("createdAt", Comparator.comparing(UserRow::createdAt));
    keys.put("updatedAt", Comparator.comparing(UserRow::updatedAt));
    keys.put("lastName", Comparator.comparing(row -> Folding.fold(row.lastName())));
    keys.put("email", Comparator.comparing(row -> EmailAddress.key(row.email())));
    return keys.entrySet().stream()
        .flatMap(
            key ->
                Stream.of(
                    new Order(key.getKey(), key.getValue().thenComparing(byId)),
                    new Order("-" + key.getKey(), key.getValue().thenComparing(byId).reversed())));
  }

  @BeforeAll
  void fill() {
    IntStream.range(0, USERS).forEach(n -> create());
  }

  @AfterAll
  void close() {
    it.close();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aWalkIsCompleteAndInOrderWhileUsersCome(Order order) {
    List<String> before = ViewRows.all(it.test).keySet().stream().toList();

    List<UserRow> walk =
        it.walk(ListUnderTest.sorted(7, Optional.empty(), order.sort()), this::create);

    assertThat(walk).isSortedAccordingTo(order.comparator()).doesNotHaveDuplicates();
    assertThat(walk.stream().map(UserRow::userId)).containsAll(before);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aWalkOfOneStatusIsThatPartOfTheWhole(Order order) {
    Map<String, UserRow> all = ViewRows.all(it.test);

    for (Status status : Status.values()) {
      assertThat(it.walk(ListUnderTest.sorted(10, Optional.of(status), order.sort()), () -> {}))
          .isEqualTo(
              all.values().stream()
                  .filter(row -> row.status() == status)
                  .sorted(order.comparator())
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void aWalkOfASearchIsThatPartOfTheWhole(Order order) {
    List<UserRow> found =
        ViewRows.all(it.test).values().stream()
            .filter(row -> Folding.fold(row.lastName()).equals("angstrom"))
            .sorted(order.comparator())
            .toList();
    Query sorted = ListUnderTest.sorted(10, Optional.empty(), order.sort());
    var search =
        new Query(
            10,
            sorted.cursor(),
            Optional.of("ångst"),
            sorted.email(),
            sorted.status(),
            sorted.sort());

    assertThat(it.walk(search, () -> {})).isEqualTo(found).hasSizeGreaterThan(30);
  }

  /** Names and times repeat, so that the id has to decide. */
  private void create() {
    var user = new Events(random.nextInt(1_000_000) + 1_000_000 * created++);
    List<String> names = Arrays.asList("Ångström", "angstrom", "Zoë", "Lee", "van Dyk", "山田");
    String name = names.get(random.nextInt(names.size()));
    it.apply(user.created("First", name, name + user.userId + "@example.com"));
    if (random.nextInt(3) == 0) {
      it.apply(user.suspended());
    }
  }
}
