package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind by the store they belong to: one controller's own cache, read by the others, so that no kind
 * is watched and kept twice. Thread-safe. The objects belong to the cache: read them, never change them.
 *
 * @param <R> the kind
 */
public final class PrimaryIndex<R extends HasMetadata> {
    private static final String BY_STORE = "store";

    private final Function<R, String> store;
    private volatile @Nullable IndexerResourceCache<R> cache;

    /** @param store name of the store an object belongs to */
    public PrimaryIndex(Function<R, String> store) {
        this.store = store;
    }

    /** Takes the cache of the kind's own controller, before that starts. */
    public void attach(EventSourceContext<R> context) {
        var primaries = context.getPrimaryCache();
        primaries.addIndexer(
                BY_STORE, object -> List.of(key(object.getMetadata().getNamespace(), store.apply(object))));
        cache = primaries;
    }

    /** The objects that belong to a store. */
    public List<R> of(String namespace, String name) {
        var attached = cache;
        return attached == null ? List.of() : attached.byIndex(BY_STORE, key(namespace, name));
    }

    /** The objects of a namespace, whatever store they belong to. */
    public List<R> in(String namespace) {
        var attached = cache;
        return attached == null ? List.of() : attached.list(namespace).toList();
    }

    /** One object. */
    public Optional<R> get(String namespace, String name) {
        var attached = cache;
        return attached == null ? Optional.empty() : attached.get(new ResourceID(name, namespace));
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }
}
