package io.claudeflow.swarm.operator.memoryaccess;

import io.claudeflow.swarm.crd.v1alpha1.Condition;
import io.claudeflow.swarm.crd.v1alpha1.ConditionStatus;
import io.claudeflow.swarm.operator.desired.Names;
import io.claudeflow.swarm.operator.kubernetes.ObjectCache;
import io.claudeflow.swarm.operator.kubernetes.PrimaryIndex;
import io.claudeflow.swarm.operator.memoryclient.MemoryContents.Place;
import io.claudeflow.swarm.operator.reading.StoreReader;
import io.claudeflow.swarm.operator.resource.StoreResource;
import io.claudeflow.swarm.operator.status.ConditionType;
import io.claudeflow.swarm.operator.status.Conditions;
import io.claudeflow.swarm.operator.status.PodDiagnosis;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every store and its pod, as the controller of stores has them in its caches: nothing is asked for. Thread-safe. */
public final class StoreDirectory {
    private final PrimaryIndex<StoreResource> stores =
            new PrimaryIndex<>(store -> store.getMetadata().getName());
    private volatile @Nullable ObjectCache objects;

    /** Takes the caches of the controller of stores, before that starts. */
    public void attach(EventSourceContext<StoreResource> context, ObjectCache watched) {
        stores.attach(context);
        objects = watched;
    }

    /** The way into the memory of a store. */
    public Door find(String namespace, String name) {
        var cache = objects;
        return stores.get(namespace, name)
                .map(store -> cache == null ? new Door.NoStore() : door(store, cache))
                .orElseGet(Door.NoStore::new);
    }

    private static Door door(StoreResource store, ObjectCache cache) {
        var identity = StoreReader.identity(store);
        var leaving = store.getMetadata().getDeletionTimestamp() != null;
        var address = cache.get(Pod.class, identity.namespace(), Names.pod(identity.name()))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(PodDiagnosis::isReady)
                .flatMap(pod -> Optional.ofNullable(pod.getStatus().getPodIP()));
        if (address.isPresent()) {
            return new Door.Open(new Place(address.get(), identity.swarm()), leaving);
        }
        var ready = Conditions.find(StoreReader.status(store).conditions(), ConditionType.READY);
        return new Door.Closed(
                ready.map(condition -> condition.reason() + ": " + condition.message())
                        .orElse("It has not been looked at yet."),
                leaving,
                ready.filter(condition -> condition.status() != ConditionStatus.TRUE)
                        .map(Condition::lastTransitionTime)
                        .map(Instant::parse));
    }
}
