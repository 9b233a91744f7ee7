package users.infrastructure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import users.infrastructure.StreamHeads.Asked;
import users.infrastructure.StreamHeads.Head;

/**
 * What entities need to start. The plugin asks for an entity's highest sequence number first and
 * for its events next; one query reads both, for all entities that start at the moment, and the
 * events wait here for the second question. They are never wrong by then, as events don't change.
 */
final class Recoveries {
  private static final int MOST_WAITING = 256;

  private final NewStreams newStreams;
  private final Batcher<Asked, Head> heads;
  private final Map<String, List<StoredEvent>> waiting =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<StoredEvent>> eldest) {
              return size() > MOST_WAITING;
            }
          });

  Recoveries(NewStreams newStreams, Batcher.ConnectionSource connections) {
    this.newStreams = newStreams;
    this.heads = new Batcher<>("journal-recovery", 2, connections, StreamHeads::read);
  }

  /** The highest sequence number from {@code from} on, 0 if there is none; empty: ask again. */
  CompletionStage<Optional<Long>> highest(String persistenceId, long from) {
    return newStreams.take(persistenceId)
        ? CompletableFuture.completedFuture(Optional.of(0L))
        : heads.ask(new Asked(persistenceId, from)).thenApply(head -> noted(persistenceId, head));
  }

  /** All events in the range, if they were read with the last question for the highest one. */
  Optional<List<StoredEvent>> take(String persistenceId, long from, long to) {
    return Optional.ofNullable(waiting.remove(persistenceId))
        .filter(events -> events.get(0).sequenceNumber() <= from)
        .filter(events -> events.get(events.size() - 1).sequenceNumber() >= to)
        .map(events -> events.stream().filter(event -> isIn(event, from, to)).toList());
  }

  private Optional<Long> noted(String persistenceId, Head head) {
    if (!head.isWhole()) {
      return Optional.empty();
    }
    if (!head.events().isEmpty() && !head.deleted()) {
      waiting.put(persistenceId, head.events());
    }
    return Optional.of(head.highest());
  }

  private static boolean isIn(StoredEvent event, long from, long to) {
    return from <= event.sequenceNumber() && event.sequenceNumber() <= to;
  }
}
