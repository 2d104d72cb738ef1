package io.claudeflow.swarm.operator.memorybackup;

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
import java.time.Duration;

/** Puts the parts of the controller together. */
public final class MemoryBackups {
    private MemoryBackups() {}

    /**
     * The controller of backups.
     *
     * @param index filled by it and read by others
     * @param restores filled by the controller of restores
     * @param stores woken when a backup has changed
     * @param patience how long the Job of a final backup may take
     */
    public static SwarmMemoryBackupReconciler reconciler(
            KubernetesClient client,
            PrimaryIndex<BackupResource> index,
            PrimaryIndex<RestoreResource> restores,
            Bell<StoreResource> stores,
            StartGate gate,
            JobListener listener,
            Events events,
            Platform platform,
            Duration patience,
            Clock clock) {
        var cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR + "," + Labels.BACKUP);
        var applier = new ObjectApplier(client, cache, Labels.OPERATOR);
        var jobs = new Jobs(applier);
        var reader = new StoreReader(new StorePlanner(platform));
        return new SwarmMemoryBackupReconciler(
                new BackupWork(applier, jobs, index, restores, reader, patience, clock),
                new BackupRemoval(applier, jobs, index, reader, platform, events, clock),
                cache,
                index,
                stores,
                gate,
                listener,
                events);
    }
}
