package users.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import users.domain.Metadata;
import users.domain.UserEvent;

/**
 * An event as others are told of it: its stored type name and what it changed, by field. So those
 * who show events need not know the classes of them.
 *
 * @param changes each field with its new value, in the order of the event's fields
 */
public record Fact(String type, Map<String, String> changes, Metadata metadata) {

  /** What a stored event tells. */
  public static Fact of(JournalEvent event) {
    return of(event.event());
  }

  public static Fact of(UserEvent event) {
    return event.match(new Telling());
  }

  private static final class Telling implements UserEvent.Cases<Fact> {
    @Override
    public Fact created(UserEvent.Created event) {
      var changes = new LinkedHashMap<String, String>();
      changes.put("firstName", event.firstName());
      changes.put("lastName", event.lastName());
      changes.put("email", event.email());
      return new Fact("user-created", changes, event.metadata());
    }

    @Override
    public Fact updated(UserEvent.Updated event) {
      var changes = new LinkedHashMap<String, String>();
      event.firstName().ifPresent(name -> changes.put("firstName", name));
      event.lastName().ifPresent(name -> changes.put("lastName", name));
      event.email().ifPresent(address -> changes.put("email", address));
      return new Fact("user-updated", changes, event.metadata());
    }

    @Override
    public Fact welcomed(UserEvent.Welcomed event) {
      return new Fact("user-welcomed", Map.of(), event.metadata());
    }

    @Override
    public Fact suspended(UserEvent.Suspended event) {
      Map<String, String> changes =
          event.reason().map(reason -> Map.of("reason", reason)).orElse(Map.of());
      return new Fact("user-suspended", changes, event.metadata());
    }

    @Override
    public Fact reactivated(UserEvent.Reactivated event) {
      return new Fact("user-reactivated", Map.of(), event.metadata());
    }

    @Override
    public Fact deleted(UserEvent.Deleted event) {
      return new Fact("user-deleted", Map.of(), event.metadata());
    }
  }
}
