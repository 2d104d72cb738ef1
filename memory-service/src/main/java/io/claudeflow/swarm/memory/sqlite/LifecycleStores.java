package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.document.DocumentReader;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.maintenance.Recompression;
import io.claudeflow.swarm.memory.merge.ConflictQueue;
import io.claudeflow.swarm.memory.merge.EntryMerges;
import io.claudeflow.swarm.memory.policy.Policies;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What happens to entries under their policies, on SQLite. */
public final class LifecycleStores implements AutoCloseable {
    private final SqliteConflictQueue conflicts;
    private final SqliteEntryMerges merges;
    private final SqliteRecompression recompression;

    /**
     * @param policies those in force, asked for each operation
     * @param rewritten told of each entry that is stored in another way now
     */
    public LifecycleStores(
            Database database,
            ValueCodec codec,
            DocumentReader reader,
            Supplier<Policies> policies,
            Consumer<EntryKey> rewritten) {
        var preparation = new EntryPreparation(codec, policies);
        this.conflicts = new SqliteConflictQueue(database, reader);
        this.merges = new SqliteEntryMerges(database, preparation, reader, conflicts);
        this.recompression = new SqliteRecompression(database, preparation, rewritten);
    }

    public EntryMerges merges() {
        return merges;
    }

    public ConflictQueue conflicts() {
        return conflicts;
    }

    public Recompression recompression() {
        return recompression;
    }

    @Override
    public void close() {
        recompression.close();
    }
}
