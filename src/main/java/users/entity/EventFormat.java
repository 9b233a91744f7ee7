package users.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import users.domain.Metadata;
import users.domain.User;
import users.domain.UserEvent;

/**
 * How events and snapshots are stored: flat, under names that never change, so that the classes
 * behind them may be renamed or moved. Loaded by akka.conf.
 */
public final class EventFormat extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public EventFormat() {
    setMixInAnnotation(UserEvent.class, FlatEvent.class);
    setMixInAnnotation(Metadata.class, OnlyPresent.class);
    setMixInAnnotation(User.class, Named.class);
    registerSubtypes(
        new NamedType(UserEvent.Created.class, "user-created"),
        new NamedType(UserEvent.Updated.class, "user-updated"),
        new NamedType(UserEvent.Welcomed.class, "user-welcomed"),
        new NamedType(UserEvent.Suspended.class, "user-suspended"),
        new NamedType(UserEvent.Reactivated.class, "user-reactivated"),
        new NamedType(UserEvent.Deleted.class, "user-deleted"),
        new NamedType(User.Absent.class, "absent"),
        new NamedType(User.Living.class, "living"),
        new NamedType(User.Deleted.class, "deleted"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  private interface Named {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  interface FlatEvent {
    @JsonUnwrapped
    Metadata metadata();
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private interface OnlyPresent {}
}
