package users.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import users.Call;
import users.TestService;
import users.TestUsers;
import users.infrastructure.Metrics;
import users.infrastructure.TestDatabase;
import users.journal.BrokenTail;
import users.journal.Journal;

/** A node whose reader of the feed is dead or hangs says so within 15 s. */
@Tag("alone")
class FeedReaderIT {
  private TestDatabase database;
  private TestService service;
  private Journal journal;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    service = TestService.start(database);
    journal = Operations.get(service.system()).journal().orElseThrow();
    TestUsers.create(service);
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  @Test
  void aDeadReaderShowsInLivenessLagAndProjections() {
    assertThat(isLive()).isTrue();
    assertThat(metric("users_feed_alive")).isEqualTo(1);
    BrokenTail.diesAtTheNextEvent(journal);

    createTwo();

    soon("liveness").until(() -> !isLive());
    soon("its metric").until(() -> metric("users_feed_alive") == 0);
    soon("the lag").until(() -> metric("users_feed_lag_events") > 0);
    soon("its age").until(() -> metric("users_feed_lag_seconds") > 1);
    soon("the last read").until(() -> metric("users_feed_read_age_seconds") > 1);
    soon("the read side").until(() -> projections().contains("\"failed\""));
  }

  @Test
  void aReaderThatHangsShowsInTheLagUntilItGoesOn() {
    Runnable released = BrokenTail.hangsAtTheNextEvent(journal);

    createTwo();

    soon("the lag").until(() -> metric("users_feed_lag_events") > 0);
    soon("its age").until(() -> metric("users_feed_lag_seconds") > 1);
    soon("the last read").until(() -> metric("users_feed_read_age_seconds") > 1);
    released.run();
    soon("it has caught up").until(() -> metric("users_feed_lag_events") == 0);
    soon("and so has the read side").until(() -> !projections().contains("\"failed\""));
  }

  /** The second is stored when the reader is at the first. */
  private void createTwo() {
    var before = journal.tailPosition();
    service.send(Call.post("/v1/users", TestUsers.profile()));
    await().until(() -> !journal.tailPosition().equals(before));
    service.send(Call.post("/v1/users", TestUsers.profile()));
  }

  private static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofSeconds(15));
  }

  private boolean isLive() {
    return new TailCheck(service.system().classicSystem()).get().toCompletableFuture().join();
  }

  private String projections() {
    Watch watch = Operations.get(service.system()).watch().orElseThrow();
    return ProjectionReport.of(watch.sight(), watch.now());
  }

  private double metric(String name) {
    Optional<String> told = lines().filter(line -> line.startsWith(name + " ")).findFirst();
    return Double.parseDouble(told.orElseThrow().split(" ", 2)[1]);
  }

  private Stream<String> lines() {
    return Metrics.get(service.system()).scrape().lines();
  }
}
