package users.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import users.domain.EmailAddress;
import users.email.Claim.Held;
import users.email.StoredUsers.Stored;
import users.infrastructure.TestDatabase;
import users.journal.Snapshot;

/**
 * Random histories of commands that overlap, are repeated, die at any point (so a deletion may free
 * its address at once, or not) or are seen late and twice by projections; also in the middle of a
 * claim, while it waits for the journal.
 */
class ClaimHistoryIT {
  static final List<String> ADDRESSES = List.of("a@x.org", "B@x.org", "c@x.org");

  final TestDatabase test = TestDatabase.create();
  final StoredUsers stored = new StoredUsers();
  final EmailClaims claims = new EmailClaims(test.database(), this::lookUp, Duration.ofSeconds(60));
  final List<String> users = new ArrayList<>();
  final List<Command> underWay = new ArrayList<>();
  final List<Command> past = new ArrayList<>();
  final int[] projected = new int[2];
  Random random = new Random();
  boolean inLookUp;
  int commands;

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void noAddressEverHasTwoHoldersNorIsLost(long seed) {
    random = new Random(seed);
    for (int step = 0; step < 400; step++) {
      takeStep();
      assertThat(holders())
          .as("step %d", step)
          .allSatisfy((address, of) -> assertThat(of).hasSizeLessThan(2));
    }
    leasesRunOut();
    project(0, stored.events.size());
    ADDRESSES.forEach(this::isFreeUnlessHeld);
    assertThat(claims.conflicts()).isZero();
  }

  private void takeStep() {
    int kind = random.nextInt(100);
    if (kind < 30) {
      underWay.add(newCommand());
    } else if (kind < 75) {
      one(underWay).ifPresent(Command::goOn);
    } else if (kind < 80) {
      one(underWay).ifPresent(underWay::remove);
    } else if (kind < 85) {
      one(past).ifPresent(command -> underWay.add(command.again()));
    } else if (kind < 98) {
      project(random.nextInt(2), 1 + random.nextInt(4));
    } else {
      leasesRunOut();
    }
  }

  private Command newCommand() {
    String address = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    String id = "c" + commands++;
    List<String> living = users.stream().filter(u -> stored.address(u).isPresent()).toList();
    Optional<String> user = random.nextInt(4) == 0 ? Optional.empty() : one(living);
    boolean deletion = user.isPresent() && random.nextInt(8) == 0;
    return new Command(id, user, deletion, address);
  }

  /** Between the journal's answer and its use, anything else may happen. */
  private CompletionStage<Optional<Snapshot>> lookUp(String userId) {
    CompletionStage<Optional<Snapshot>> answer = stored.find(userId);
    if (!inLookUp && random.nextBoolean()) {
      inLookUp = true;
      takeStep();
      inLookUp = false;
    }
    return answer;
  }

  /** Commands past their deadline are refused, and deadlines are shorter than leases. */
  private void leasesRunOut() {
    underWay.clear();
    test.execute("UPDATE email_claim SET expires_at = now()");
  }

  /** Each projection reads at its own pace, often some of it again. */
  private void project(int projection, int events) {
    int reached = projected[projection];
    int from = random.nextInt(3) == 0 ? random.nextInt(reached + 1) : reached;
    int to = Math.min(stored.events.size(), from + events);
    Map<String, List<Stored>> batch =
        stored.events.subList(from, to).stream().collect(Collectors.groupingBy(Stored::userId));
    projected[projection] = Math.max(projected[projection], to);
    List<Holding> holdings =
        batch.entrySet().stream().map(user -> holding(user.getKey(), user.getValue())).toList();
    test.database()
        .transaction(
            connection -> {
              claims.settle(connection, holdings);
              return true;
            })
        .toCompletableFuture()
        .join();
  }

  private Holding holding(String userId, List<Stored> events) {
    long version = events.get(events.size() - 1).version();
    return new Holding(
        userId,
        stored.addressAt(userId, version),
        version,
        events.stream()
            .map(event -> event.event().metadata().commandId())
            .collect(Collectors.toSet()));
  }

  private Map<String, List<String>> holders() {
    var holders = new HashMap<String, List<String>>();
    ADDRESSES.forEach(address -> holders.put(address, stored.having(address)));
    return holders;
  }

  private void isFreeUnlessHeld(String address) {
    inLookUp = true;
    boolean free = claim(address, UUID.randomUUID().toString(), "last " + address) instanceof Held;
    assertThat(free).as(address).isEqualTo(stored.having(address).isEmpty());
  }

  private Claim claim(String address, String userId, String commandId) {
    return claims
        .claim(address, userId, commandId, Optional.of(address))
        .toCompletableFuture()
        .join();
  }

  /** What the journal asks when it stores the first event of a user. */
  private boolean storedWithClaim(String userId, String address, String commandId) {
    var reservations = new EventClaims();
    String granted = "WITH " + reservations.sql() + " SELECT persistence_id FROM granted";
    var request =
        new ClaimRequest(EmailAddress.key(address), userId, commandId, Optional.of(address));
    return test.database()
        .call(
            connection -> {
              try (var statement = connection.prepareStatement(granted)) {
                reservations.bind(statement, List.of(request));
                return statement.executeQuery().next();
              }
            })
        .toCompletableFuture()
        .join();
  }

  private <T> Optional<T> one(List<T> some) {
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(random.nextInt(some.size())));
  }

  /** A create, change or deletion, in the steps of the one door that sends it. */
  private final class Command {
    final String id;
    final Optional<String> user;
    final boolean deletion;
    final String address;
    Optional<Held> held = Optional.empty();

    Command(String id, Optional<String> user, boolean deletion, String address) {
      this.id = id;
      this.user = user;
      this.deletion = deletion;
      this.address = address;
    }

    Command again() {
      return new Command(id, user, deletion, address);
    }

    void goOn() {
      if (deletion || held.isPresent()) {
        underWay.remove(this);
        past.add(this);
        finish();
      } else if (user.isPresent() && !needsClaim(user.get())) {
        underWay.remove(this);
      } else if (user.isEmpty() && random.nextBoolean()) {
        createClaiming(UUID.randomUUID().toString());
      } else {
        claim();
      }
    }

    /** The claim is stored with the event, or the command goes on to claim. */
    private void createClaiming(String userId) {
      if (storedWithClaim(userId, address, id)) {
        underWay.remove(this);
        past.add(this);
        stored.create(userId, address, id);
        users.add(userId);
      }
    }

    private void claim() {
      String userId = user.orElseGet(() -> UUID.randomUUID().toString());
      boolean wasUnderWay = underWay.contains(this);
      Claim claim = ClaimHistoryIT.this.claim(address, userId, id);
      if (claim instanceof Held answer && wasUnderWay && underWay.contains(this)) {
        held = Optional.of(answer);
      } else {
        underWay.remove(this);
      }
    }

    private void finish() {
      if (deletion) {
        delete(user.get());
      } else if (user.isEmpty()) {
        create(held.get().userId());
      } else {
        change(user.get());
      }
    }

    private void delete(String userId) {
      if (stored.address(userId).isPresent()) {
        stored.delete(userId, id);
      }
      if (random.nextBoolean()) {
        long version = stored.user(userId).version();
        claims.vacate(userId, version).toCompletableFuture().join();
      }
    }

    private void create(String userId) {
      if (stored.user(userId).version() == 0) {
        assertThat(storedWithClaim(userId, address, id)).isTrue();
        stored.create(userId, address, id);
        users.add(userId);
      }
    }

    /** Like the entity: known commands change nothing, one in five is refused for its version. */
    private void change(String userId) {
      boolean living = stored.address(userId).isPresent();
      if (stored.knows(userId, id)) {
        return;
      }
      if (living && random.nextInt(5) > 0) {
        if (needsClaim(userId)) {
          stored.change(userId, address, id);
        }
      } else if (!held.get().repeated()) {
        claims.release(address, userId, id).toCompletableFuture().join();
      }
    }

    private boolean needsClaim(String userId) {
      return !stored.knows(userId, id)
          && stored.address(userId).filter(now -> !now.equals(key())).isPresent();
    }

    private String key() {
      return EmailAddress.key(address);
    }
  }
}
