package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.memoryclient.MemoryServiceClient;
import io.claudeflow.swarm.operator.plan.Platform;
import io.claudeflow.swarm.operator.plan.StorePlanner;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;

/** Puts the parts of the controller together. */
public final class MemoryStores {
    private MemoryStores() {}

    /** The controller of stores. */
    public static SwarmMemoryStoreReconciler reconciler(
            KubernetesClient client,
            MemoryServiceClient services,
            Events events,
            Platform platform,
            Duration statsInterval,
            Duration maxInterval,
            Clock clock) {
        var cache = new ObjectCache(Labels.MANAGED_BY + "=" + Labels.OPERATOR);
        var applier = new ObjectApplier(client, cache, Labels.OPERATOR);
        return new SwarmMemoryStoreReconciler(
                new StoreReader(new StorePlanner(platform)),
                new StoreRollout(applier, cache, events),
                new StoreFinalizer(applier, events, clock),
                new FigureReader(services, statsInterval, clock),
                cache,
                events,
                clock,
                statsInterval.compareTo(maxInterval) < 0 ? statsInterval : maxInterval);
    }
}
