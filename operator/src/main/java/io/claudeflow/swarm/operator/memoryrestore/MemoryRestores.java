package io.claudeflow.swarm.operator.memoryrestore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.JobListener;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** Puts the parts of the controller together. */
public final class MemoryRestores {
    private MemoryRestores() {}

    /**
     * The controller of restores.
     *
     * @param index filled by it and read by others
     * @param backups filled by the controller of backups
     * @param stores woken when a restore has changed
     */
    public static SwarmMemoryRestoreReconciler reconciler(
            KubernetesClient client,
            PrimaryIndex<RestoreResource> index,
            PrimaryIndex<BackupResource> backups,
            Bell<StoreResource> stores,
            StartGate gate,
            JobListener listener,
            Events events,
            Platform platform,
            Clock clock) {
        var cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR + "," + Labels.RESTORE);
        var applier = new ObjectApplier(client, cache, Labels.OPERATOR);
        return new SwarmMemoryRestoreReconciler(
                new RestoreWork(
                        applier, new Jobs(applier), index, backups, new StoreReader(new StorePlanner(platform)), clock),
                applier,
                cache,
                index,
                stores,
                gate,
                listener,
                events,
                clock);
    }
}
