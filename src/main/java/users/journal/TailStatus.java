package users.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How this node's tail is doing.
 *
 * @param position of the last event it has read
 * @param readAt when it last read successfully
 * @param heldBackFor how old the oldest event is that it sees but may not deliver, as an older
 *     transaction is still open; zero if there is none
 * @param followers who follow live or catch up now
 * @param ringHits batches that followers got from memory
 * @param ringMisses pages that followers had to read from the database
 * @param failedReads since the start
 * @param alive whether its thread runs; without it nothing is read any more
 */
public record TailStatus(
    Position position,
    Instant readAt,
    Duration heldBackFor,
    int followers,
    long ringHits,
    long ringMisses,
    long failedReads,
    boolean alive) {}
