package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.analytics.HotKeys;
import io.claudeflow.swarm.memory.entry.AccessCounter;
import io.claudeflow.swarm.memory.entry.EntryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counted reads, gathered in memory and written in small batches that nobody waits for. They are no change of an entry:
 * they take no revision. Beyond {@value #MAX_KEYS} different keys between two flushes, reads of further keys go
 * uncounted. Counts not yet written are lost in a crash. Thread-safe.
 */
public final class AccessCounts implements AccessCounter {
    private static final int MAX_KEYS = 30_000;
    /** Bounds what counting takes from the writer while very many keys are read. */
    private static final int KEYS_PER_FLUSH = 5_000;

    private static final int KEYS_PER_WRITE = 250;
    /** Neighbours share pages: in this order a write dirties few of them. */
    private static final Comparator<EntryKey> BY_PLACE = Comparator.comparing(EntryKey::swarm)
            .thenComparing(EntryKey::namespace)
            .thenComparing(EntryKey::key);

    /** An entry created after the reads is another one and does not inherit them. */
    private static final String ADD = """
            INSERT INTO memory_access (entry_id, access_count, accessed_at)
            SELECT id, ?, ? FROM memory_store
            WHERE swarm = ? AND namespace = ? AND key = ? AND created_at <= ?
            ON CONFLICT (entry_id) DO UPDATE SET
                access_count = access_count + excluded.access_count,
                accessed_at = max(accessed_at, excluded.accessed_at)""";

    private final Database database;
    private final HotKeys hotKeys;
    private final Map<EntryKey, Reads> pending = new ConcurrentHashMap<>();

    public AccessCounts(Database database) {
        this(database, new HotKeys());
    }

    /** @param hotKeys told of the reads of each key when they are written */
    public AccessCounts(Database database, HotKeys hotKeys) {
        this.database = database;
        this.hotKeys = hotKeys;
    }

    private static final Comparator<Map.Entry<EntryKey, Reads>> MOST_READ_FIRST =
            Comparator.comparingLong(reads -> -reads.getValue().count());

    private record Reads(long count, Instant first, Instant last) {
        Reads plus(Reads later) {
            return new Reads(count + later.count, first, later.last);
        }
    }

    @Override
    public void counted(EntryKey key) {
        var now = database.clock().instant();
        if (pending.size() < MAX_KEYS || pending.containsKey(key)) {
            pending.merge(key, new Reads(1, now, now), Reads::plus);
        }
    }

    /** Writes what was counted until now, of many keys only of those read most; the others wait for the next time. */
    public void flush() {
        flush(KEYS_PER_FLUSH);
    }

    /** Writes everything that was counted until now. */
    public void flushAll() {
        flush(MAX_KEYS);
    }

    private void flush(int maxKeys) {
        var due = pending.entrySet().stream();
        if (pending.size() > maxKeys) {
            due = due.sorted(MOST_READ_FIRST).limit(maxKeys);
        }
        var batch = new ArrayList<Map.Entry<EntryKey, Reads>>(KEYS_PER_WRITE);
        for (var key : due.map(Map.Entry::getKey).sorted(BY_PLACE).toList()) {
            var reads = pending.remove(key);
            if (reads != null) {
                hotKeys.add(key, reads.count(), reads.last());
                batch.add(Map.entry(key, reads));
            }
            if (batch.size() == KEYS_PER_WRITE) {
                write(List.copyOf(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private void write(List<Map.Entry<EntryKey, Reads>> batch) {
        database.write(tx -> {
            var add = tx.direct(ADD);
            for (var counted : batch) {
                var key = counted.getKey();
                var reads = counted.getValue();
                add.run(
                        reads.count(),
                        SqliteTime.format(reads.last()),
                        key.swarm(),
                        key.namespace(),
                        key.key(),
                        SqliteTime.format(reads.first()));
            }
            return batch.size();
        });
    }
}
