package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator can ask of a store. Thread-safe; each operation runs at most once at a time. */
public interface Maintenance {
    /** Deletes every expired row, whatever its policy says, in small batches that do not stall writers. */
    GcReport gc();

    /** As {@link #gc}, without the entries whose policy says that their time has not come; what runs by itself. */
    GcReport gcDue();

    /**
     * Deletes the entries of a swarm that had expired at a moment, also those that the collection has not reached yet.
     * A moment in the future counts as now: nothing that is live is ever deleted.
     *
     * @param namespace null for every namespace
     */
    GcReport cleanup(String swarm, @Nullable String namespace, Instant expiredBefore);

    /** Rewrites the file without free pages; writers wait meanwhile. */
    SizeReport vacuum();

    /** Refreshes the planner's statistics ({@code PRAGMA optimize}). */
    SizeReport optimize();

    /** Rebuilds every index ({@code REINDEX}). */
    SizeReport reindex();

    /** Moves the write-ahead log into the database file and truncates it. */
    SizeReport checkpoint();

    /** Runs {@code integrity_check} and {@code foreign_key_check}. */
    IntegrityReport integrityCheck();

    /** Figures about the file. */
    DatabaseStatistics databaseStatistics();

    /** How many agents, tasks and patterns the swarm has. */
    AggregateCounts aggregateCounts(String swarm);

    /** Reads one page of the database; throws when the store cannot serve. */
    void ping();

    /**
     * The outcome of a garbage collection.
     *
     * @param deleted expired rows deleted
     */
    record GcReport(long deleted, Duration duration) {}

    /** The size of database and log before and after an operation, in bytes. */
    record SizeReport(long bytesBefore, long bytesAfter, Duration duration) {}

    /**
     * The outcome of an integrity check.
     *
     * @param problems SQLite's own messages, at most 100; empty when the database is sound
     */
    record IntegrityReport(boolean ok, List<String> problems, Duration duration) {
        public IntegrityReport {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Figures about the file.
     *
     * @param databaseBytes size of the database file
     * @param walBytes size of the write-ahead log
     * @param freeBytes pages inside the file that hold nothing
     * @param diskFreeBytes space left on the volume
     * @param diskTotalBytes size of the volume
     * @param schemaVersion {@code PRAGMA user_version}
     * @param revision the newest revision
     */
    record DatabaseStatistics(
            long databaseBytes,
            long walBytes,
            long freeBytes,
            long diskFreeBytes,
            long diskTotalBytes,
            int tables,
            int schemaVersion,
            Revision revision) {}
}
