package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.ImportTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Export and import of the entries of one store. Thread-safe. */
public final class Transfers {
    private final EntryStore entries;
    private final Clock clock;
    private final int maxValueBytes;

    public Transfers(EntryStore entries, Clock clock, int maxValueBytes) {
        this.entries = entries;
        this.clock = clock;
        this.maxValueBytes = maxValueBytes;
    }

    /** Gives the lines of a namespace, or of a whole swarm, as long as they are wanted. */
    public void export(String swarm, @Nullable String namespace, Lines out) {
        var _ = new NamespaceExport(entries, clock).write(swarm, namespace, out);
    }

    /** The rules of an import into this store, to be refined. */
    public ImportRules rules(String swarm, ConflictPolicy conflict) {
        return ImportRules.of(swarm, conflict, maxValueBytes);
    }

    /** Imports lines. */
    public ImportResult load(InputStream lines, ImportRules rules) {
        try {
            return new NamespaceImport(ImportTarget.of(entries), clock, rules).run(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
