package io.claudeflow.swarm.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes objects of a kind whose controller does not watch what has changed. Thread-safe.
 *
 * @param <P> the kind that is woken
 */
public final class Bell<P extends HasMetadata> {
    private final SimpleInboundEventSource<P> source = new SimpleInboundEventSource<>("bell");
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** To be registered with the controller of the kind that is woken. */
    public EventSource<?, P> source() {
        return source;
    }

    /** Wakes {@code name} if {@code because} has changed since it last rang for it. */
    public void ring(String name, HasMetadata because) {
        var metadata = because.getMetadata();
        var before = versions.put(metadata.getUid(), metadata.getResourceVersion());
        if (!metadata.getResourceVersion().equals(before)) {
            source.propagateEvent(new ResourceID(name, metadata.getNamespace()));
        }
    }

    /** Wakes {@code name} because {@code gone} goes. */
    public void ringForTheLastTime(String name, HasMetadata gone) {
        versions.remove(gone.getMetadata().getUid());
        source.propagateEvent(new ResourceID(name, gone.getMetadata().getNamespace()));
    }
}
