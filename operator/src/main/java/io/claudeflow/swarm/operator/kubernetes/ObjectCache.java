package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches the operator's own objects, by label, and answers what it saw of them. Thread-safe. The objects belong to
 * the cache: read them, never change them.
 */
public final class ObjectCache {
    private final Map<Class<?>, InformerEventSource<?, ?>> sources = new ConcurrentHashMap<>();
    private final String selector;

    /** @param selector the label selector every watch uses; nothing outside it is ever loaded */
    public ObjectCache(String selector) {
        this.selector = selector;
    }

    /** Begins to watch {@code kinds}; a change of one wakes the primary of type {@code primary} it is mapped to. */
    public <P extends HasMetadata> List<EventSource<?, P>> watch(
            List<Class<? extends HasMetadata>> kinds,
            Class<P> primary,
            SecondaryToPrimaryMapper<HasMetadata> mapper,
            EventSourceContext<P> context) {
        var started = new ArrayList<EventSource<?, P>>();
        for (var kind : kinds) {
            started.add(watch(kind, primary, mapper, context));
        }
        return started;
    }

    private <R extends HasMetadata, P extends HasMetadata> EventSource<?, P> watch(
            Class<R> kind,
            Class<P> primary,
            SecondaryToPrimaryMapper<HasMetadata> mapper,
            EventSourceContext<P> context) {
        var source = new InformerEventSource<R, P>(
                InformerEventSourceConfiguration.from(kind, primary)
                        .withName(kind.getSimpleName())
                        .withLabelSelector(selector)
                        .withSecondaryToPrimaryMapper(mapper::toPrimaryResourceIDs)
                        .withNamespacesInheritedFromController()
                        .build(),
                context);
        sources.put(kind, source);
        return source;
    }

    /** The object as last seen, or empty if it was never seen, is gone, or does not carry the label. */
    public <R extends HasMetadata> Optional<R> get(Class<R> kind, String namespace, String name) {
        var source = sources.get(kind);
        return source == null
                ? Optional.empty()
                : source.get(new ResourceID(name, namespace)).map(kind::cast);
    }

    /** Wakes the primary whose name is the value of {@code label}, in the object's namespace. */
    public static SecondaryToPrimaryMapper<HasMetadata> byLabel(String label) {
        return object -> {
            var labels = object.getMetadata().getLabels();
            var name = labels == null ? null : labels.get(label);
            return name == null
                    ? Set.of()
                    : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
        };
    }
}
