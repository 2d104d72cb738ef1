package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When each store was last backed up, as far as every store has been looked at. Thread-safe. */
public final class BackupAges {
    private final Map<String, Age> ages = new ConcurrentHashMap<>();

    /**
     * What is known of one store.
     *
     * @param verified when its newest verified backup was taken; empty when there never was one
     * @param created when the store was
     */
    public record Age(String namespace, String store, Optional<Instant> verified, Instant created) {}

    void note(StoreIdentity store, BackupsSeen seen) {
        ages.put(
                store.uid(),
                new Age(
                        store.namespace(),
                        store.name(),
                        seen.newestVerified().map(BackupRecord::moment),
                        seen.created()));
    }

    void forget(String uid) {
        ages.remove(uid);
    }

    /** All of them. */
    public List<Age> all() {
        return List.copyOf(ages.values());
    }
}
