package io.claudeflow.swarm.operator.memorystore;

import io.claudeflow.swarm.operator.resource.StoreResource;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which changes of a store wake its controller: those of its spec, its annotations and its finalizers, and its
 * deletion. Its status is the controller's own work.
 */
final class StoreChanges implements OnUpdateFilter<StoreResource> {
    @Override
    public boolean accept(StoreResource now, StoreResource before) {
        var is = now.getMetadata();
        var was = before.getMetadata();
        return !Objects.equals(is.getGeneration(), was.getGeneration())
                || !Objects.equals(is.getAnnotations(), was.getAnnotations())
                || !Objects.equals(is.getFinalizers(), was.getFinalizers())
                || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp());
    }
}
