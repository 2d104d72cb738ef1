package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries as JSON lines. They are read page by page, in the order of namespace and key, so that neither memory
 * nor the write-ahead log grows with their number: an entry written meanwhile is in the export as it was or as it is.
 */
public final class NamespaceExport {
    private static final int PAGE = 200;

    private final EntryStore entries;
    private final Clock clock;

    public NamespaceExport(EntryStore entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** The header of an export that begins now; null exports every namespace of the swarm. */
    ExportHeader header(String swarm, @Nullable String namespace) {
        long count = entries.namespaces(swarm).stream()
                .filter(summary -> namespace == null || summary.namespace().equals(namespace))
                .mapToLong(NamespaceSummary::entries)
                .sum();
        var revision =
                entries.list(EntryQuery.all(swarm, namespace).page(1, null)).revision();
        return new ExportHeader(swarm, namespace, count, revision, clock.instant());
    }

    /**
     * Gives header, entries and last line; returns the number of entries given. An entry whose value is damaged is left
     * out, and the last line says how many there were.
     */
    public long write(String swarm, @Nullable String namespace, Lines out) {
        boolean wanted = out.take(ExportLines.header(header(swarm, namespace)));
        long written = 0;
        long damaged = 0;
        String cursor = null;
        do {
            var page = page(swarm, namespace, cursor);
            for (var entry : page.entries()) {
                if (!wanted) {
                    return written;
                }
                if (entry.value() == null) {
                    damaged++;
                } else {
                    wanted = out.take(ExportLines.entry(ExportedEntry.of(entry)));
                    written++;
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null && wanted);
        if (wanted) {
            out.take(ExportLines.end(written, damaged));
        }
        return written;
    }

    private EntryPage page(String swarm, @Nullable String namespace, @Nullable String cursor) {
        return entries.list(EntryQuery.all(swarm, namespace).page(PAGE, cursor).withValues(true));
    }
}
