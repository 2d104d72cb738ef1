package io.claudeflow.swarm.memory.transfer;

import io.claudeflow.swarm.memory.entry.EntryPage;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.NamespaceSummary;
import java.io.IOException;
import java.io.OutputStream;
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
    public ExportHeader header(String swarm, @Nullable String namespace) {
        long count = entries.namespaces(swarm).stream()
                .filter(summary -> namespace == null || summary.namespace().equals(namespace))
                .mapToLong(NamespaceSummary::entries)
                .sum();
        var revision =
                entries.list(EntryQuery.all(swarm, namespace).page(1, null)).revision();
        return new ExportHeader(swarm, namespace, count, revision, clock.instant());
    }

    /** Writes header, entries and last line; returns the number of entries. The stream is flushed, not closed. */
    public long write(String swarm, @Nullable String namespace, OutputStream out) throws IOException {
        line(out, ExportLines.header(header(swarm, namespace)));
        long written = 0;
        String cursor = null;
        do {
            var page = page(swarm, namespace, cursor);
            for (var entry : page.entries()) {
                write(ExportedEntry.of(entry), out);
            }
            written += page.entries().size();
            cursor = page.nextCursor();
        } while (cursor != null);
        line(out, ExportLines.end(written));
        out.flush();
        return written;
    }

    private EntryPage page(String swarm, @Nullable String namespace, @Nullable String cursor) {
        return entries.list(EntryQuery.all(swarm, namespace).page(PAGE, cursor).withValues(true));
    }

    static void write(ExportedEntry entry, OutputStream out) throws IOException {
        for (var part : ExportLines.entry(entry)) {
            out.write(part);
        }
        out.write('\n');
    }

    static void line(OutputStream out, byte[] text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
