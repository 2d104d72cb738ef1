package io.claudeflow.swarm.operator.logging;

import io.claudeflow.swarm.operator.desired.Labels;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.reading.BackupReader;
import io.claudeflow.swarm.operator.reading.EntryReader;
import io.claudeflow.swarm.operator.reading.RestoreReader;
import io.claudeflow.swarm.operator.reading.TaskReader;
import io.claudeflow.swarm.operator.resource.BackupResource;
import io.claudeflow.swarm.operator.resource.ClusterResource;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.resource.RestoreResource;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.resource.TaskResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/**
 * Gives every line that is logged within a pass what the pass is about: kind, namespace, name, the store concerned, and
 * an id of the pass. The framework tells it about the beginning and the end of a pass, both on the pass's own thread.
 */
public final class PassLog implements Metrics {
    static final String KIND = "kind";
    static final String NAMESPACE = "namespace";
    static final String NAME = "name";
    static final String STORE = "store";
    static final String RECONCILE_ID = "reconcileId";

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        MDC.put(KIND, resource.getKind());
        MDC.put(NAMESPACE, resource.getMetadata().getNamespace());
        MDC.put(NAME, resource.getMetadata().getName());
        MDC.put(STORE, store(resource));
        MDC.put(RECONCILE_ID, "%08x".formatted(ThreadLocalRandom.current().nextInt()));
    }

    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        MDC.remove(KIND);
        MDC.remove(NAMESPACE);
        MDC.remove(NAME);
        MDC.remove(STORE);
        MDC.remove(RECONCILE_ID);
    }

    private static String store(HasMetadata resource) {
        return switch (resource) {
            case StoreResource store -> store.getMetadata().getName();
            case ClusterResource cluster ->
                StoreIdentity.storeOf(cluster.getMetadata().getName());
            case BackupResource backup -> BackupReader.store(backup);
            case RestoreResource restore -> RestoreReader.store(restore);
            case EntryResource entry -> EntryReader.store(entry);
            case TaskResource task -> TaskReader.store(task);
            default ->
                Optional.ofNullable(resource.getMetadata().getLabels())
                        .map(labels -> labels.get(Labels.STORE))
                        .orElse("");
        };
    }
}
