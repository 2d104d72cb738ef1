package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.Phase;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStoreStatus;
import io.claudeflow.swarm.operator.plan.BackupRecord;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was found out last about each store, as far as every store has been looked at. The framework tells it of every
 * store that is gone, also of one whose finalizer somebody took away. Thread-safe.
 */
public final class StoreStates implements Metrics {
    private final Map<ResourceID, StoreState> states = new ConcurrentHashMap<>();

    /**
     * What is known of one store.
     *
     * @param verified when its newest verified backup was taken; empty when there never was one
     * @param created when the store was
     */
    public record StoreState(
            String namespace,
            String store,
            Phase phase,
            List<Condition> conditions,
            Optional<Instant> verified,
            Instant created) {}

    void note(StoreResource store, SwarmMemoryStoreStatus status, BackupsSeen backups) {
        var metadata = store.getMetadata();
        states.put(
                ResourceID.fromResource(store),
                new StoreState(
                        metadata.getNamespace(),
                        metadata.getName(),
                        Optional.ofNullable(status.phase()).orElse(Phase.INITIALIZING),
                        Optional.ofNullable(status.conditions()).orElse(List.of()),
                        backups.newestVerified().map(BackupRecord::moment),
                        backups.created()));
    }

    @Override
    public void cleanupDoneFor(ResourceID gone, Map<String, Object> metadata) {
        if (SwarmMemoryStoreReconciler.NAME.equals(metadata.get(Constants.CONTROLLER_NAME))) {
            states.remove(gone);
        }
    }

    /** All of them. */
    public List<StoreState> all() {
        return List.copyOf(states.values());
    }
}
