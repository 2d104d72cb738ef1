package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a little of the volume free for what makes room. Without it a store that has filled its disk could not empty
 * its log any more, because new pages in the log have no place in the database yet, and so nothing could be deleted
 * either. Used by the writer's thread.
 */
final class SpaceReserve {
    /**
     * Of the volume, but at most {@link #MOST_BYTES}: enough for a transaction that deletes. A volume that does
     * not say its size is never full.
     */
    private static final int SHARE = 16;
    /** A log of this share of the reserve is not worth emptying. */
    private static final int SMALL_SHARE = 4;

    private static final long MOST_BYTES = 8L << 20;
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
    /** A page of each index and of the log of changes. */
    private static final long PAGES_PER_WRITE = 5L * SqliteConnections.PAGE_SIZE;
    /** First the log grows, then the database. */
    private static final int PLACES = 2;

    private final DatabaseFiles files;
    private final long reserve;
    private long lookedAt;
    private long room;

    SpaceReserve(DatabaseFiles files) {
        this.files = files;
        this.reserve = Math.min(MOST_BYTES, files.diskTotalBytes() / SHARE);
    }

    /**
     * Looks whether there is room for a transaction, and empties the log when there is little.
     *
     * @param bytes that it adds
     * @return why nothing may be added now, or null
     */
    @Nullable
    MemoryException look(SqliteSession session, int writes, long bytes) throws SQLException {
        room -= PLACES * (bytes + writes * PAGES_PER_WRITE);
        long now = System.nanoTime();
        if (reserve <= 0 || (room > 0 && now - lookedAt < INTERVAL_NANOS)) {
            return null;
        }
        lookedAt = now;
        long log = files.logBytes();
        room = files.diskFreeBytes() - log - reserve;
        if (room > 0) {
            return null;
        }
        if (log > reserve / SMALL_SHARE && files.diskFreeBytes() >= growth(session)) {
            Checkpointer.truncate(session);
        }
        return refusal(session);
    }

    private @Nullable MemoryException refusal(SqliteSession session) throws SQLException {
        long free = files.diskFreeBytes();
        long needed = reserve + growth(session);
        long reusable = session.queryLong("PRAGMA freelist_count") * SqliteConnections.PAGE_SIZE;
        return free + reusable > needed && free > reserve / 2
                ? null
                : MemoryException.of(
                        FailureKind.STORAGE_FULL,
                        "no space left for the database: " + free
                                + " bytes are free on its volume (expected: more than "
                                + needed + "); nothing was written, reads and deletions go on, writes succeed again"
                                + " once there is space");
    }

    /** How much longer the database becomes when the log is emptied into it. */
    private long growth(SqliteSession session) throws SQLException {
        long pages = session.queryLong("PRAGMA page_count");
        return Math.max(0, pages * SqliteConnections.PAGE_SIZE - files.databaseBytes());
    }
}
