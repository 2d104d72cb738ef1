package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.job.Jobs;
import io.claudeflow.swarm.operator.kubernetes.Bell;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.OwnChanges;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.time.Clock;
import java.time.Duration;

/** Puts the parts of the controller together. */
public final class MemoryStores {
    private MemoryStores() {}

    /** Which changes of a store wake its controller. */
    public static OnUpdateFilter<StoreResource> changes() {
        return new OwnChanges<>();
    }

    /**
     * The controller of stores.
     *
     * @param backups filled by the controller of backups
     * @param restores filled by the controller of restores
     * @param states filled by this one
     * @param bell wakes stores
     * @param directory given the caches, for others to find stores in
     */
    public static SwarmMemoryStoreReconciler reconciler(
            KubernetesClient client,
            MemoryServiceClient services,
            Events events,
            Platform platform,
            Duration statsInterval,
            Duration maxInterval,
            Duration finalBackupTimeout,
            PrimaryIndex<BackupResource> backups,
            PrimaryIndex<RestoreResource> restores,
            StoreStates states,
            Bell<StoreResource> bell,
            StoreDirectory directory,
            StartGate gate,
            Clock clock) {
        var cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR);
        var applier = new ObjectApplier(client, cache, Labels.OPERATOR);
        var reader = new StoreReader(new StorePlanner(platform));
        var refusals = new ClaimRefusals(clock);
        var keeper = new BackupKeeper(applier, cache, backups, refusals, events, clock);
        var jobs = new Jobs(applier);
        var migrator = new Migrator(applier, jobs, events, clock);
        return new SwarmMemoryStoreReconciler(
                reader,
                new StoreRollout(
                        applier,
                        cache,
                        new ClaimKeeper(applier, events, refusals, clock),
                        new Bootstrapper(applier, jobs, backups, reader, events),
                        new Pods(applier, cache, events),
                        new Policies(applier),
                        new MissingPod(applier, clock),
                        events),
                new Rebuilder(applier, jobs, events, clock),
                migrator,
                keeper,
                new StoreFinalizer(applier, keeper, events, finalBackupTimeout, clock),
                new FigureReader(services, statsInterval, clock),
                new Lives(
                        new Upgrader(
                                applier,
                                cache,
                                new UpgradeFactsReader(backups, restores, services, clock),
                                events,
                                clock,
                                platform.version()),
                        new Sleeper(applier, cache, events, clock)),
                restores,
                states,
                cache,
                bell,
                directory,
                gate,
                events,
                clock,
                statsInterval.compareTo(maxInterval) < 0 ? statsInterval : maxInterval);
    }
}
