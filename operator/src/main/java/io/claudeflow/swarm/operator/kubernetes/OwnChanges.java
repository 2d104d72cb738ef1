package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/**
 * Which changes of an object wake its controller: those of its spec, its annotations and its finalizers, and its
 * deletion. Its status is the controller's own work.
 *
 * @param <P> the kind
 */
public final class OwnChanges<P extends HasMetadata> implements OnUpdateFilter<P> {
    @Override
    public boolean accept(P now, P before) {
        var is = now.getMetadata();
        var was = before.getMetadata();
        return !Objects.equals(is.getGeneration(), was.getGeneration())
                || !Objects.equals(is.getAnnotations(), was.getAnnotations())
                || !Objects.equals(is.getFinalizers(), was.getFinalizers())
                || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp());
    }
}
