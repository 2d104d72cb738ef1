package io.claudeflow.swarm.memory.legacy;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.format.Candidate;
import io.claudeflow.swarm.memory.legacy.format.FormatDetector;
import io.claudeflow.swarm.memory.legacy.format.OpenSource;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that is read from one file, for assertions. */
public record Reading(
        Map<String, LegacyFormat> formats,
        List<LegacyRecord> records,
        List<RowOutcome.Skipped> skipped,
        List<RowOutcome.Failed> failed,
        List<String> notes,
        List<String> faults,
        List<OpenSource.UnreadTable> unread,
        @Nullable String problem,
        boolean damaged) {
    public static Reading of(Path file, Path work) {
        return of(file, ImportOptions.defaults(work));
    }

    public static Reading of(Path file, ImportOptions options) {
        Map<String, LegacyFormat> formats = new LinkedHashMap<>();
        List<LegacyRecord> records = new ArrayList<>();
        List<RowOutcome.Skipped> skipped = new ArrayList<>();
        List<RowOutcome.Failed> failed = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (var source = new FormatDetector(options.reading())
                .open(new Candidate(file.toRealPath(), String.valueOf(file.getFileName())))) {
            for (var part : source.parts()) {
                formats.put(part.table(), part.format());
                try {
                    part.body().read(outcome -> {
                        switch (outcome) {
                            case RowOutcome.Read(var read, var noted) -> {
                                records.addAll(read);
                                notes.addAll(noted);
                            }
                            case RowOutcome.Skipped row -> skipped.add(row);
                            case RowOutcome.Failed row -> failed.add(row);
                        }
                    });
                } catch (MemoryException e) {
                    faults.add(String.valueOf(e.getMessage()));
                }
            }
            return new Reading(
                    formats,
                    records,
                    skipped,
                    failed,
                    notes,
                    faults,
                    source.unread(),
                    source.problem(),
                    source.damaged());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The only entry with the key. */
    public LegacyRecord.Entry entry(String key) {
        var found = records.stream()
                .filter(LegacyRecord.Entry.class::isInstance)
                .map(LegacyRecord.Entry.class::cast)
                .filter(entry -> entry.key().equals(key))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " entries with the key " + key + " among " + records);
        }
        return found.getFirst();
    }

    public String value(String key) {
        return entry(key).value().encoding() + " " + entry(key).value().asString();
    }

    /** The only record of a kind. */
    public <T extends LegacyRecord> T only(Class<T> kind) {
        var found = records.stream().filter(kind::isInstance).map(kind::cast).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind.getSimpleName() + " among " + records);
        }
        return found.getFirst();
    }
}
