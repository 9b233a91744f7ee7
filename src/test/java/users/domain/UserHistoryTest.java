package users.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is sent to a user, and whatever was stored of one: its life is the documented one. */
class UserHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  /** The states of the table in the README, and what each command makes of each. */
  private enum State {
    ABSENT,
    ACTIVE,
    SUSPENDED,
    DELETED
  }

  private static final Map<State, Map<Kind, State>> TABLE =
      Map.of(
          State.ABSENT, Map.of(Kind.CREATE, State.ACTIVE),
          State.ACTIVE, Map.of(Kind.SUSPEND, State.SUSPENDED, Kind.DELETE, State.DELETED),
          State.SUSPENDED, Map.of(Kind.REACTIVATE, State.ACTIVE, Kind.DELETE, State.DELETED),
          State.DELETED, Map.of());

  private enum Kind {
    CREATE,
    UPDATE,
    WELCOME,
    SUSPEND,
    REACTIVATE,
    DELETE
  }

  private record Command(Kind kind, ProfileChange change) {
    Decision decide(User user, Metadata metadata) {
      return switch (kind) {
        case CREATE -> UserRules.create(user, change.whole(), metadata);
        case UPDATE -> UserRules.update(user, change, true, metadata);
        case WELCOME -> UserRules.welcome(user, metadata);
        case SUSPEND -> UserRules.suspend(user, change.firstName(), metadata);
        case REACTIVATE -> UserRules.reactivate(user, metadata);
        case DELETE -> UserRules.delete(user, metadata);
      };
    }
  }

  @Property
  void everySequenceOfCommandsEndsWhereTheTableSays(@ForAll("commands") List<Command> commands) {
    User user = new User.Absent();
    State expected = State.ABSENT;
    for (int i = 0; i < commands.size(); i++) {
      user = sent(user, commands.get(i), i);
      expected = TABLE.get(expected).getOrDefault(commands.get(i).kind(), expected);
      assertThat(stateOf(user)).isEqualTo(expected);
    }
  }

  @Property
  void everyCommandSentTwiceIsAsSentOnce(
      @ForAll("commands") List<Command> commands, @ForAll("command") Command last) {
    User before = after(commands);

    User once = sent(before, last, 1);

    assertThat(sent(once, last, 2)).isEqualTo(once);
  }

  @Property
  void noStoredEventIsEverRefused(@ForAll("events") List<UserEvent> events) {
    User user = new User.Absent();
    for (UserEvent event : events) {
      user = user.after(event);
    }

    assertThat(stateOf(user)).isIn((Object[]) State.values());
  }

  private static User after(List<Command> commands) {
    User user = new User.Absent();
    for (Command command : commands) {
      user = sent(user, command, 0);
    }
    return user;
  }

  private static User sent(User user, Command command, int second) {
    if (!(command.decide(user, at(second)) instanceof Decision.Accepted accepted)) {
      return user;
    }
    User after = user;
    for (UserEvent event : accepted.events()) {
      after = after.after(event);
    }
    return after;
  }

  private static State stateOf(User user) {
    if (user instanceof User.Living living) {
      return living.status() == User.Status.ACTIVE ? State.ACTIVE : State.SUSPENDED;
    }
    return user instanceof User.Absent ? State.ABSENT : State.DELETED;
  }

  private static Metadata at(int second) {
    return new Metadata(
        START.plusSeconds(second),
        "ann",
        "c" + second,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Provide
  Arbitrary<List<Command>> commands() {
    return command().list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<Command> command() {
    Arbitrary<Optional<String>> name = Arbitraries.of("Ann", "Bo", "").map(Optional::of);
    Arbitrary<Optional<String>> email = Arbitraries.of("a@x.org", "b@x.org").map(Optional::of);
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Combinators.combine(name, name, email).as(ProfileChange::new))
        .as(Command::new);
  }

  @Provide
  Arbitrary<List<UserEvent>> events() {
    Arbitrary<Optional<String>> text = Arbitraries.strings().optional();
    return Combinators.combine(text, text, text, Arbitraries.integers().between(0, 5))
        .as(UserHistoryTest::event)
        .list()
        .ofMaxSize(12);
  }

  private static UserEvent event(
      Optional<String> first, Optional<String> last, Optional<String> email, int kind) {
    return switch (kind) {
      case 0 -> new UserEvent.Created(first.orElse(""), last.orElse(""), email.orElse(""), at(0));
      case 1 -> new UserEvent.Updated(first, last, email, at(1));
      case 2 -> new UserEvent.Welcomed(at(2));
      case 3 -> new UserEvent.Suspended(first, at(3));
      case 4 -> new UserEvent.Reactivated(at(4));
      default -> new UserEvent.Deleted(at(5));
    };
  }
}
