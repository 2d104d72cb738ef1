package io.claudeflow.swarm.memory.entry;

import java.util.List;
import java.util.Optional;

/** What an import needs of the store that it writes to, whether it is in this process or behind a service. */
public interface ImportTarget {
    /** The live entry with its value; not counted as a read. */
    Optional<Entry> get(EntryKey key);

    /** Applies a batch that is not atomic; the results are in its order. */
    List<OperationResult> batch(Batch batch);

    /** A store in this process; when it is busy, the import waits. */
    static ImportTarget of(EntryStore store) {
        return new PatientTarget(new ImportTarget() {
            @Override
            public Optional<Entry> get(EntryKey key) {
                return store.get(key, ReadMode.UNCOUNTED);
            }

            @Override
            public List<OperationResult> batch(Batch batch) {
                return store.batch(batch);
            }
        });
    }
}
