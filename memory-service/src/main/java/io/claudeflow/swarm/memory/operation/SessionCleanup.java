package io.claudeflow.swarm.memory.operation;

import io.claudeflow.swarm.memory.agent.AgentMemoryStore;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.session.Session;
import io.claudeflow.swarm.memory.session.SessionStore;
import io.claudeflow.swarm.memory.transaction.Transactions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes everything of one session: the session with what agents remember for it, in one transaction, and then, in
 * batches, the entries of seed 004's convention: under the key {@code session/<id>} or in the namespace of that name,
 * and everything below either. Can be repeated after a failure.
 */
final class SessionCleanup {
    private static final int ENTRIES_PER_BATCH = 500;

    private final SessionStore sessions;
    private final AgentMemoryStore memories;
    private final EntryStore entries;
    private final Transactions transactions;

    SessionCleanup(SessionStore sessions, AgentMemoryStore memories, EntryStore entries, Transactions transactions) {
        this.sessions = sessions;
        this.memories = memories;
        this.entries = entries;
        this.transactions = transactions;
    }

    /** What was removed; bytes are those of keys and values, of values alone for entries. */
    record Report(
            String id,
            boolean sessionDeleted,
            long agentMemories,
            long agentMemoryBytes,
            long entries,
            long entryBytes) {
        private Report plus(long moreEntries, long moreBytes) {
            return new Report(
                    id, sessionDeleted, agentMemories, agentMemoryBytes, entries + moreEntries, entryBytes + moreBytes);
        }
    }

    /** @param force also when the session is open; otherwise that is a conflict */
    Report run(String swarm, String id, boolean force) {
        Names.check("id", id, Session.MAX_ID_BYTES);
        var report = transactions.run(0, () -> {
            var session = sessions.get(swarm, id);
            if (!force && session.isPresent() && session.get().endedAt() == null) {
                throw MemoryException.ofField(
                        FailureKind.CONFLICT, "id", id, "a session that was ended, or force; it is open");
            }
            long bytes = memories.sessionUsage(swarm, id).usedBytes();
            int removed = memories.deleteSession(swarm, id);
            return new Report(id, sessions.delete(swarm, id), removed, bytes, 0, 0);
        });
        return withoutNamespaces(swarm, "session/" + id, withoutKeys(swarm, "session/" + id, report));
    }

    private Report withoutKeys(String swarm, String key, Report before) {
        var exact = new Glob(key);
        var report = removeMatching(swarm, exact, key, before);
        return removeMatching(swarm, new Glob(key + "/*"), key, report);
    }

    /** The id may itself look like a pattern, so what the listing finds is compared once more. */
    private Report removeMatching(String swarm, Glob pattern, String key, Report before) {
        var report = before;
        String cursor = null;
        boolean more = true;
        while (more) {
            var page =
                    entries.list(EntryQuery.all(swarm, null).matching(pattern).page(ENTRIES_PER_BATCH, cursor));
            report = remove(
                    page.entries().stream()
                            .filter(entry -> belongs(entry.key().key(), key))
                            .toList(),
                    report);
            cursor = page.nextCursor();
            more = cursor != null;
        }
        return report;
    }

    private Report remove(List<Entry> found, Report before) {
        if (found.isEmpty()) {
            return before;
        }
        entries.batch(new Batch(
                found.stream()
                        .<EntryOperation>map(entry -> new EntryOperation.Delete(entry.key(), Precondition.NONE))
                        .toList(),
                true));
        return before.plus(
                found.size(), found.stream().mapToLong(Entry::valueBytes).sum());
    }

    private Report withoutNamespaces(String swarm, String name, Report before) {
        var report = before;
        for (var namespace : entries.namespaces(swarm)) {
            if (belongs(namespace.namespace(), name)) {
                var cleared = entries.clear(swarm, namespace.namespace());
                report = report.plus(cleared.entries(), namespace.valueBytes());
            }
        }
        return report;
    }

    private static boolean belongs(@Nullable String name, String parent) {
        return name != null && (name.equals(parent) || name.startsWith(parent + "/"));
    }
}
