package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.legacy.format.Part;
import io.claudeflow.swarm.memory.legacy.record.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the rows of one table while it is imported. Used by one thread. */
final class TableTally {
    /** What can become of a row. */
    enum Result {
        IMPORTED,
        UNCHANGED,
        SKIPPED,
        EXPIRED,
        CONFLICT,
        FAILED;

        static Result of(SinkOutcome.Result result) {
            return switch (result) {
                case IMPORTED -> IMPORTED;
                case UNCHANGED -> UNCHANGED;
                case SKIPPED -> SKIPPED;
                case CONFLICT -> CONFLICT;
                case FAILED -> FAILED;
            };
        }
    }

    private final Part part;
    private final int maxErrors;
    private final ImportObserver observer;
    private final EnumMap<Result, Long> counts = new EnumMap<>(Result.class);
    private final List<ImportReport.ErrorReport> errors = new ArrayList<>();
    private final Map<String, Long> notes = new LinkedHashMap<>();
    private @Nullable String fault;

    TableTally(Part part, int maxErrors, ImportObserver observer) {
        this.part = part;
        this.maxErrors = maxErrors;
        this.observer = observer;
    }

    void count(Origin origin, String name, Result result, @Nullable String reason) {
        counts.merge(result, 1L, Long::sum);
        observer.row(origin, name, result.name().toLowerCase(Locale.ROOT), reason);
        if (result == Result.FAILED) {
            if (errors.size() < maxErrors) {
                errors.add(new ImportReport.ErrorReport(
                        origin.file(), origin.table(), origin.row(), name, String.valueOf(reason)));
            }
        } else if (reason != null) {
            note(reason);
        }
    }

    void note(String note) {
        if (notes.containsKey(note) || notes.size() < maxErrors) {
            notes.merge(note, 1L, Long::sum);
        }
    }

    void fault(String reason) {
        fault = reason;
    }

    ImportReport.TableReport report(Duration duration) {
        long found = counts.values().stream().mapToLong(Long::longValue).sum();
        var table = new ImportReport.Counts(
                found,
                count(Result.IMPORTED),
                count(Result.UNCHANGED),
                count(Result.SKIPPED),
                count(Result.EXPIRED),
                count(Result.CONFLICT),
                count(Result.FAILED));
        return new ImportReport.TableReport(
                part.format(), part.table(), table, fault, errors, new LinkedHashMap<>(notes), duration);
    }

    private long count(Result result) {
        return counts.getOrDefault(result, 0L);
    }
}
