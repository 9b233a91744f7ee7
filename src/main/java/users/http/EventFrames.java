package users.http;

import akka.util.ByteString;
import java.util.concurrent.atomic.AtomicReferenceArray;
import users.journal.JournalEvent;

/**
 * Events as server-sent ones, each encoded once for all who listen: a thousand listeners get the
 * same bytes. Remembers about as many as the journal's ring holds.
 */
final class EventFrames {
  private static final int REMEMBERED = 8192;
  private static final ByteString ID = ByteString.fromString("id: ");
  private static final ByteString DATA = ByteString.fromString("\ndata: ");
  private static final ByteString END = ByteString.fromString("\n\n");

  private record Frame(JournalEvent event, ByteString bytes) {}

  private final AtomicReferenceArray<Frame> frames = new AtomicReferenceArray<>(REMEMBERED);

  ByteString of(JournalEvent event) {
    int slot = Math.floorMod(event.position().hashCode(), REMEMBERED);
    Frame known = frames.get(slot);
    if (known != null && known.event().equals(event)) {
      return known.bytes();
    }
    ByteString bytes = encode(event);
    frames.lazySet(slot, new Frame(event, bytes));
    return bytes;
  }

  private static ByteString encode(JournalEvent event) {
    return ID.concat(ByteString.fromString(event.position().toString()))
        .concat(DATA)
        .concat(CloudEvents.json(event))
        .concat(END)
        .compact();
  }
}
