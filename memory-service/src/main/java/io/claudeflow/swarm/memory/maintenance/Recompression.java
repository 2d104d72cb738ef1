package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings old entries to the compression that their policy asks for today. Values, versions and revisions stay as they
 * are: nothing that a reader can see changes but the stored size. Thread-safe; one run at a time.
 */
public interface Recompression {
    /**
     * Runs to the end.
     *
     * @throws MemoryException CONFLICT when a run is under way
     */
    Report run(Request request);

    /**
     * Begins a run in the background and returns at once.
     *
     * @throws MemoryException CONFLICT when a run is under way
     */
    Progress start(Request request);

    /** The run under way, or the last one since the start of the service. */
    Progress progress();

    /**
     * Which entries are examined.
     *
     * @param swarm null for every swarm of the file
     * @param namespace null for every namespace
     * @param dryRun compress and compare, write nothing
     */
    record Request(@Nullable String swarm, @Nullable String namespace, boolean dryRun) {
        public static final Request EVERYTHING = new Request(null, null, false);

        public Request {
            if (swarm != null) {
                EntryKey.checkSwarm(swarm);
            }
            if (namespace != null) {
                EntryKey.checkNamespace(namespace);
                if (swarm == null) {
                    throw MemoryException.invalid("namespace", namespace, "a swarm with it");
                }
            }
        }
    }

    /**
     * What a run has done.
     *
     * @param examined live entries looked at
     * @param rewritten entries that are stored in another way now, or would be after a dry run
     * @param damaged entries whose stored bytes cannot be read; they are left alone
     * @param bytesBefore stored size of the rewritten ones before
     * @param bytesAfter their stored size after
     */
    record Report(
            Instant at,
            boolean dryRun,
            long examined,
            long rewritten,
            long damaged,
            long bytesBefore,
            long bytesAfter,
            Duration duration) {
        /** Bytes that became free; negative when policies ask for less compression than before. */
        public long savedBytes() {
            return bytesBefore - bytesAfter;
        }

        /** The report for people. */
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "examined %d entries, %s %d of them: %d bytes before, %d after, %d saved, %d damaged, %.3f s%n",
                    examined,
                    dryRun ? "would rewrite" : "rewrote",
                    rewritten,
                    bytesBefore,
                    bytesAfter,
                    savedBytes(),
                    damaged,
                    duration.toNanos() / 1e9);
        }
    }

    /**
     * Where a run is.
     *
     * @param report of the run so far, or of the last one; null before the first
     * @param failure why the last run ended early, or null
     */
    record Progress(
            boolean running,
            @Nullable Report report,
            @Nullable String failure) {}
}
