package io.claudeflow.swarm.operator.memoryrestore;

import io.claudeflow.swarm.crd.v1alpha1.UpgradeStep;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.Paused;
import io.claudeflow.swarm.operator.resource.StoreResource;
import java.util.Optional;

/** What a store is doing that goes before a restore which has not begun. Pure. */
final class StoreBusy {
    private StoreBusy() {}

    /** For people; empty when nothing keeps the restore {@code name} from beginning. */
    static Optional<String> with(StoreResource store, String name) {
        var prefix = "SwarmMemoryStore " + store.getMetadata().getName();
        var status = StoreReader.status(store);
        if (store.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        if (Paused.is(store)) {
            return Optional.of(prefix + " is paused; the restore begins when it is not.");
        }
        if (status.hibernation() != null || store.getSpec().path("hibernate").asBoolean(false)) {
            return Optional.of(prefix + " hibernates; the restore begins when it is awake.");
        }
        var upgrade = status.upgrade();
        return upgrade != null && upgrade.step() != UpgradeStep.FINISHED && !name.equals(upgrade.restore())
                ? Optional.of(prefix + " changes its version; the restore begins afterwards.")
                : Optional.empty();
    }
}
