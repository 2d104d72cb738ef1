package io.claudeflow.swarm.operator.memoryentry;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;

/** Puts the parts of the controller together. */
public final class MemoryEntries {
    private MemoryEntries() {}

    /**
     * The controller of entries.
     *
     * @param interval between two looks at an entry that is at rest
     */
    public static SwarmMemoryReconciler reconciler(
            KubernetesClient client,
            StoreDirectory stores,
            MemoryContents contents,
            StartGate gate,
            Events events,
            Duration interval,
            Clock clock) {
        var applier = new ObjectApplier(client, new ObjectCache(Labels.MANAGED_BY), Labels.OPERATOR);
        var index = new PrimaryIndex<EntryResource>(EntryReader::store);
        return new SwarmMemoryReconciler(
                new EntryWork(applier, stores, contents, index, events, interval, clock),
                new EntryRemoval(applier, stores, contents, events, clock),
                index,
                gate,
                events);
    }
}
