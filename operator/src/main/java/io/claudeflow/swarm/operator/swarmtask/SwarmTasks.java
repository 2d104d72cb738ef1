package io.claudeflow.swarm.operator.swarmtask;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.event.Events;
import io.claudeflow.swarm.operator.kubernetes.ObjectApplier;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.StartGate;
import io.claudeflow.swarm.operator.memoryaccess.StoreDirectory;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;

/** Puts the parts of the controller together. */
public final class SwarmTasks {
    private SwarmTasks() {}

    /**
     * The controller of tasks.
     *
     * @param interval between two looks at a task that is not over
     */
    public static SwarmTaskReconciler reconciler(
            KubernetesClient client,
            StoreDirectory stores,
            MemoryContents contents,
            StartGate gate,
            Events events,
            Duration interval,
            Clock clock) {
        var applier = new ObjectApplier(client, new ObjectCache(Labels.MANAGED_BY), Labels.OPERATOR);
        return new SwarmTaskReconciler(
                new TaskWork(applier, stores, contents, events, interval, clock),
                new TaskCancellation(applier, stores, contents, events, clock),
                gate,
                events);
    }
}
