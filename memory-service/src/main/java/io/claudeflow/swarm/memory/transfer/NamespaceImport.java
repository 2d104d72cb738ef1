package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import io.claudeflow.swarm.memory.entry.OperationResult;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.transfer.ImportResult.LineError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON lines back into a store. A bad line is reported with its number and the next one follows. Each write
 * demands that the entry is still as it was when it was decided on, so that an agent that writes at the same time never
 * loses; such a line is decided once more. What is there with the same content is left alone, so that a run that broke
 * off is simply run again. One run, one thread.
 */
public final class NamespaceImport {
    private static final int BATCH_LINES = 200;
    private static final long BATCH_BYTES = 4L << 20;
    private static final int DECISIONS = 10;
    static final String CUT_OFF = "the last line is missing: the export was cut off";

    private final ImportTarget target;
    private final Clock clock;
    private final ImportRules rules;
    private final List<Pending> batch = new ArrayList<>();
    private final List<LineError> errors = new ArrayList<>();
    private long batchBytes;
    private long read;
    private long imported;
    private long unchanged;
    private long skipped;
    private long expired;
    private long failed;

    public NamespaceImport(ImportTarget target, Clock clock, ImportRules rules) {
        this.target = target;
        this.clock = clock;
        this.rules = rules;
    }

    private record Pending(long line, ExportedEntry entry, EntryOperation.Put put) {}

    /**
     * Imports a whole export.
     *
     * @throws MemoryException when the first line is not the header of an export, or the store cannot go on
     */
    public ImportResult run(InputStream in) throws IOException {
        var lines = new LineReader(in, rules.maxLineBytes());
        var first = lines.next();
        if (first == null || first.text() == null) {
            throw noHeader();
        }
        var header = header(first.text());
        Long promised = null;
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (promised != null) {
                fail(line.number(), null, "after the last line");
                continue;
            }
            if (take(line) instanceof ExportLines.Line.End(long entries)) {
                promised = entries;
            }
        }
        flush();
        return new ImportResult(
                header,
                rules.dryRun(),
                read,
                imported,
                unchanged,
                skipped,
                expired,
                failed,
                isComplete(promised),
                errors);
    }

    static ExportHeader header(byte[] text) {
        try {
            return ExportLines.readHeader(text);
        } catch (MemoryException e) {
            throw e.within("header");
        }
    }

    static MemoryException noHeader() {
        return MemoryException.invalid(
                "header",
                "(absent)",
                "an export of this program, which begins with a line {\"format\":\"" + ExportLines.FORMAT + "\",…}");
    }

    static String countsDiffer(long promised, long found) {
        return "the export had " + promised + " entries, " + found + " were found";
    }

    private boolean isComplete(@Nullable Long promised) {
        if (promised == null) {
            note(0, null, CUT_OFF);
            return false;
        }
        if (promised != read) {
            note(0, null, countsDiffer(promised, read));
            return false;
        }
        return true;
    }

    private ExportLines.@Nullable Line take(LineReader.Line line) {
        var text = line.text();
        if (text == null) {
            read++;
            fail(line.number(), null, "longer than " + rules.maxLineBytes() + " bytes");
            return null;
        }
        String key = null;
        try {
            var parsed = ExportLines.read(text);
            if (parsed instanceof ExportLines.Line.One(var entry)) {
                read++;
                key = entry.key();
                take(line.number(), entry);
            }
            return parsed;
        } catch (MemoryException e) {
            if (key == null) {
                read++;
            }
            failOrStop(line.number(), key, e);
            return null;
        }
    }

    private void take(long line, ExportedEntry entry) {
        var expiresAt = entry.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            expired++;
            return;
        }
        var put = decide(entry);
        if (put == null) {
            return;
        }
        if (rules.dryRun()) {
            imported++;
            return;
        }
        int bytes = entry.value().size();
        if (batch.size() == BATCH_LINES || batchBytes + bytes > BATCH_BYTES) {
            flush();
        }
        batch.add(new Pending(line, entry, put));
        batchBytes += bytes;
    }

    /** The write for an entry; null, and counted, when there is none. */
    private EntryOperation.@Nullable Put decide(ExportedEntry entry) {
        var namespace = rules.namespace();
        var key = new EntryKey(rules.swarm(), namespace == null ? entry.namespace() : namespace, entry.key());
        var present = target.get(key).orElse(null);
        if (present == null) {
            return entry.put(key, Precondition.ABSENT);
        }
        if (entry.sameContent(present)) {
            unchanged++;
            return null;
        }
        if (!wins(entry, present)) {
            skipped++;
            return null;
        }
        return entry.put(key, new Precondition.WrittenAt(Set.of(present.revision())));
    }

    private boolean wins(ExportedEntry entry, Entry present) {
        return switch (rules.conflict()) {
            case SKIP -> false;
            case OVERWRITE -> true;
            case NEWER -> entry.history().updatedAt().isAfter(present.updatedAt());
        };
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        var pending = List.copyOf(batch);
        batch.clear();
        batchBytes = 0;
        var results = target.batch(
                new Batch(pending.stream().<EntryOperation>map(Pending::put).toList(), false));
        for (int i = 0; i < pending.size(); i++) {
            if (results.get(i) instanceof OperationResult.Failed(var failure)) {
                repeat(pending.get(i), failure, 1);
            } else {
                imported++;
            }
        }
    }

    /** Decides again when somebody else was faster. */
    private void repeat(Pending pending, MemoryException failure, int decisions) {
        if (failure.kind() != FailureKind.PRECONDITION_FAILED || decisions == DECISIONS) {
            failOrStop(pending.line(), pending.entry().key(), failure);
            return;
        }
        var put = decide(pending.entry());
        if (put != null) {
            var result = target.batch(new Batch(List.of(put), false)).getFirst();
            if (result instanceof OperationResult.Failed(var again)) {
                repeat(pending, again, decisions + 1);
            } else {
                imported++;
            }
        }
    }

    private void failOrStop(long line, @Nullable String key, MemoryException e) {
        if (!e.kind().concernsOneItem()) {
            throw e;
        }
        fail(line, key, String.valueOf(e.getMessage()));
    }

    private void fail(long line, @Nullable String key, String reason) {
        failed++;
        note(line, key, reason);
    }

    private void note(long line, @Nullable String key, String reason) {
        if (errors.size() < rules.maxErrors()) {
            errors.add(new LineError(line, key, reason));
        }
    }
}
