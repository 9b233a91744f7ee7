package users.welcome;

import static org.assertj.core.api.Assertions.assertThat;
import static users.welcome.WelcomeUnderTest.eventually;
import static users.welcome.WelcomeUnderTest.welcomes;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import users.infrastructure.TestDatabase;

class GreetersIT {
  private final TestDatabase test = TestDatabase.create();
  private final WelcomeUnderTest one = WelcomeUnderTest.start(test, "");
  private final WelcomeUnderTest other = one.joinedBy(test);

  @AfterEach
  void close() {
    other.close();
    one.close();
    test.close();
  }

  /** New users live on the node that creates them, once it knows which shards are its own. */
  @Test
  void eachNodeGreetsThoseWhoLiveOnItWhereverTheProcessRuns() {
    eventually()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(greetedOfTenBy(one)).isEqualTo(List.of(10, 0));
              assertThat(greetedOfTenBy(other)).isEqualTo(List.of(0, 10));
            });

    assertThat(welcomes(test).values()).containsOnly(1);
  }

  /** How many of ten new users each node has welcomed. */
  private List<Integer> greetedOfTenBy(WelcomeUnderTest creator) {
    int byOne = one.greeted();
    int byOther = other.greeted();
    List<String> users = creator.create(UUID.randomUUID() + "-", 10);
    eventually().until(() -> welcomes(test).keySet().containsAll(users));
    return List.of(one.greeted() - byOne, other.greeted() - byOther);
  }
}
