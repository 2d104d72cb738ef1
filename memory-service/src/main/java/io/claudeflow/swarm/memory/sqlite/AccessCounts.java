package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.analytics.HotKeys;
import io.claudeflow.swarm.memory.entry.AccessCounter;
import io.claudeflow.swarm.memory.entry.EntryKey;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final int KEYS_PER_WRITE = 250;
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

    /** Writes what was counted until now. */
    public void flush() {
        var batch = new ArrayList<Map.Entry<EntryKey, Reads>>(KEYS_PER_WRITE);
        for (var key : List.copyOf(pending.keySet())) {
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
            var add = tx.prepare(ADD);
            for (var counted : batch) {
                var key = counted.getKey();
                var reads = counted.getValue();
                add.setLong(1, reads.count());
                add.setString(2, SqliteTime.format(reads.last()));
                add.setString(3, key.swarm());
                add.setString(4, key.namespace());
                add.setString(5, key.key());
                add.setString(6, SqliteTime.format(reads.first()));
                add.executeUpdate();
            }
            return batch.size();
        });
    }
}
