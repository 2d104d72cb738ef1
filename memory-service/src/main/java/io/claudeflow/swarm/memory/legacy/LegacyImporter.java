package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.format.Candidate;
import io.claudeflow.swarm.memory.legacy.format.FormatDetector;
import io.claudeflow.swarm.memory.legacy.format.OpenSource;
import io.claudeflow.swarm.memory.legacy.format.Part;
import io.claudeflow.swarm.memory.legacy.format.SourceDiscovery;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Imports the memories of earlier systems. Sources are only read. A row that cannot be read or written is reported and
 * the next one follows; a run that was ended early is simply run again, since what is there already is left alone. One
 * run at a time; not thread-safe.
 */
public final class LegacyImporter {
    private static final int BATCH_RECORDS = 200;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;

    private final LegacySink sink;
    private final Clock clock;
    private final ImportObserver observer;

    public LegacyImporter(LegacySink sink, Clock clock, ImportObserver observer) {
        this.sink = sink;
        this.clock = clock;
        this.observer = observer;
    }

    /** Imports what is found at the sources, files or directories, in their order. */
    public ImportReport run(List<Path> sources, ImportOptions options) {
        return new Run(options, clock.instant()).over(sources);
    }

    private final class Run {
        private final ImportOptions options;
        private final Instant started;
        private final FormatDetector detector;
        private final Set<Path> seen = new HashSet<>();
        private final List<ImportReport.SourceReport> reports = new ArrayList<>();
        private final List<LegacyRecord> batch = new ArrayList<>();
        private long batchBytes;
        private @Nullable String stopped;

        Run(ImportOptions options, Instant started) {
            this.options = options;
            this.started = started;
            this.detector = new FormatDetector(options.reading());
        }

        ImportReport over(List<Path> sources) {
            for (var source : sources) {
                try {
                    source(source);
                } catch (MemoryException e) {
                    reports.add(refused(source.toString(), String.valueOf(e.getMessage()), true));
                }
            }
            return new ImportReport(options.dryRun(), reports, Duration.between(started, clock.instant()), stopped);
        }

        private void source(Path source) {
            var found = SourceDiscovery.find(source, options.protectedFiles());
            found.refused().forEach(place -> reports.add(refused(place.name(), place.reason(), false)));
            for (var candidate : found.candidates()) {
                if (stopped == null && isNew(candidate)) {
                    file(candidate);
                }
            }
        }

        private boolean isNew(Candidate candidate) {
            return seen.add(candidate.path());
        }

        private void file(Candidate candidate) {
            try (var source = detector.open(candidate)) {
                seen.addAll(source.covers());
                List<ImportReport.TableReport> tables = new ArrayList<>();
                for (var part : source.parts()) {
                    if (stopped == null) {
                        tables.add(part(part));
                    }
                }
                reports.add(report(source, tables));
            }
        }

        private ImportReport.TableReport part(Part part) {
            var tally = new TableTally(part, options.maxErrors(), observer);
            var begin = clock.instant();
            try {
                part.body().read(outcome -> take(outcome, tally));
            } catch (MemoryException e) {
                tally.fault(String.valueOf(e.getMessage()));
            }
            flush(tally);
            settle(tally);
            return tally.report(Duration.between(begin, clock.instant()));
        }

        private void settle(TableTally tally) {
            if (stopped != null) {
                return;
            }
            try {
                sink.endOfTable().forEach(tally::note);
            } catch (MemoryException e) {
                stopped = e.kind() + ": " + e.getMessage();
            }
        }

        private void take(RowOutcome outcome, TableTally tally) {
            if (stopped != null) {
                return;
            }
            switch (outcome) {
                case RowOutcome.Read(var records, var notes) -> {
                    notes.forEach(tally::note);
                    records.forEach(record -> take(withLifetime(record), tally));
                }
                case RowOutcome.Skipped(var origin, var name, var reason) ->
                    tally.count(origin, name, TableTally.Result.SKIPPED, reason);
                case RowOutcome.Failed(var origin, var name, var reason) ->
                    tally.count(origin, name, TableTally.Result.FAILED, reason);
            }
        }

        private void take(LegacyRecord record, TableTally tally) {
            if (record.lifecycle().expiredAt(started)) {
                tally.count(record.origin(), record.name(), TableTally.Result.EXPIRED, null);
                return;
            }
            long bytes =
                    record instanceof LegacyRecord.Entry entry ? entry.value().size() : 0;
            if (batchBytes + bytes > BATCH_BYTES || batch.size() == BATCH_RECORDS) {
                flush(tally);
            }
            batch.add(record);
            batchBytes += bytes;
        }

        private LegacyRecord withLifetime(LegacyRecord record) {
            if (!(record instanceof LegacyRecord.Entry entry)
                    || entry.origin().format() != LegacyFormat.FILE_STORE
                    || entry.lifecycle().expiresAt() != null) {
                return record;
            }
            var written = entry.lifecycle().writtenAt();
            var lifetime = options.lifetimes().lifetime(entry.namespace(), entry.key());
            return written == null || lifetime.isEmpty()
                    ? entry
                    : entry.withLifecycle(entry.lifecycle().expiring(written.plus(lifetime.get())));
        }

        private void flush(TableTally tally) {
            if (batch.isEmpty() || stopped != null) {
                return;
            }
            try {
                var outcomes = sink.write(List.copyOf(batch), options.conflict(), options.dryRun());
                for (int i = 0; i < batch.size(); i++) {
                    var record = batch.get(i);
                    var outcome = outcomes.get(i);
                    tally.count(
                            record.origin(), record.name(), TableTally.Result.of(outcome.result()), outcome.reason());
                }
            } catch (MemoryException e) {
                stopped = e.kind() + ": " + e.getMessage();
            }
            batch.clear();
            batchBytes = 0;
        }
    }

    private static ImportReport.SourceReport report(OpenSource source, List<ImportReport.TableReport> tables) {
        var unread = source.unread().stream()
                .map(table -> new ImportReport.UnreadReport(table.table(), table.rows(), table.bookkeeping()))
                .toList();
        return new ImportReport.SourceReport(source.name(), source.problem(), source.damaged(), tables, unread);
    }

    private static ImportReport.SourceReport refused(String name, String reason, boolean damaged) {
        return new ImportReport.SourceReport(name, reason, damaged, List.of(), List.of());
    }
}
