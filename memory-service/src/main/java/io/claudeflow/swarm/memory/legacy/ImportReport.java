package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import found and did.
 *
 * @param stopped why the run ended early, or null; a later run goes on where this one ended
 */
public record ImportReport(
        boolean dryRun,
        List<SourceReport> sources,
        Duration duration,
        @Nullable String stopped) {
    public ImportReport {
        sources = List.copyOf(sources);
    }

    /** The outcome of the run as a whole. */
    public enum Status {
        /** Everything that was found is in the store, expired by now, or left out on purpose. */
        COMPLETE,
        /** Some rows, tables or files could not be imported; the report lists them. */
        WITH_ERRORS,
        /** Nothing that can be imported was found. */
        NOTHING_FOUND,
        /** The store could not go on. */
        STOPPED
    }

    /**
     * A file.
     *
     * @param problem why nothing of it was read, or null
     * @param damaged whether the problem is the file's own, so that something may be missing
     */
    public record SourceReport(
            String name,
            @Nullable String problem,
            boolean damaged,
            List<TableReport> tables,
            List<UnreadReport> unread) {
        public SourceReport {
            tables = List.copyOf(tables);
            unread = List.copyOf(unread);
        }
    }

    /**
     * A table, or a JSON file as a whole.
     *
     * @param fault why reading it ended early, or null
     * @param errors the first failures
     * @param notes what was guessed, replaced or left out, and how often
     */
    public record TableReport(
            LegacyFormat format,
            String table,
            Counts counts,
            @Nullable String fault,
            List<ErrorReport> errors,
            Map<String, Long> notes,
            Duration duration) {
        public TableReport {
            errors = List.copyOf(errors);
        }
    }

    /**
     * A table that no reader knows.
     *
     * @param rows -1 when the table is too damaged to be counted
     */
    public record UnreadReport(String table, long rows, boolean bookkeeping) {}

    /** A row that failed. */
    public record ErrorReport(String file, String table, String row, String name, String reason) {}

    /** Numbers of rows; {@code found} is the sum of all others. */
    public record Counts(
            long found, long imported, long unchanged, long skipped, long expired, long conflicts, long failed) {
        public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0, 0);

        /** The sum. */
        public Counts plus(Counts other) {
            return new Counts(
                    found + other.found,
                    imported + other.imported,
                    unchanged + other.unchanged,
                    skipped + other.skipped,
                    expired + other.expired,
                    conflicts + other.conflicts,
                    failed + other.failed);
        }
    }

    public Counts totals() {
        return tables().stream().map(TableReport::counts).reduce(Counts.ZERO, Counts::plus);
    }

    /** The tables of all sources. */
    public List<TableReport> tables() {
        List<TableReport> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(source.tables()));
        return all;
    }

    public Status status() {
        if (stopped != null) {
            return Status.STOPPED;
        }
        boolean damaged = sources.stream().anyMatch(SourceReport::damaged)
                || tables().stream().anyMatch(table -> table.fault() != null);
        if (damaged || totals().failed() > 0) {
            return Status.WITH_ERRORS;
        }
        return tables().isEmpty() ? Status.NOTHING_FOUND : Status.COMPLETE;
    }
}
