package io.claudeflow.swarm.operator.reading;

import io.claudeflow.swarm.crd.v1alpha1.StoreRef;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemorySpec;
import io.claudeflow.swarm.crd.v1alpha1.SwarmMemoryStatus;
import io.claudeflow.swarm.operator.plan.StoreIdentity;
import io.claudeflow.swarm.operator.resource.Decoded;
import io.claudeflow.swarm.operator.resource.EntryResource;
import io.claudeflow.swarm.operator.resource.LeanJson;
import io.claudeflow.swarm.operator.resource.RawJson;
import java.util.Optional;

/** From a SwarmMemory in the cache to what is known of it without its value. */
public final class EntryReader {
    /** A status that says nothing yet. */
    public static final SwarmMemoryStatus NONE = new SwarmMemoryStatus(null, null, null, null, null, null, null, null);

    private static final SwarmMemorySpec UNREADABLE = new SwarmMemorySpec(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private EntryReader() {}

    /** What is wanted but for what is large; all empty when it cannot be read. */
    public static SwarmMemorySpec outline(EntryResource entry) {
        var tree = Optional.ofNullable(entry.getSpec()).map(LeanJson::tree).orElse(null);
        return Decoded.of(tree, "spec", SwarmMemorySpec.class) instanceof Decoded.Fit<SwarmMemorySpec>(var spec)
                ? spec
                : UNREADABLE;
    }

    /** The status as it was written last. */
    public static SwarmMemoryStatus status(EntryResource entry) {
        var tree = Optional.ofNullable(entry.getStatus()).map(RawJson::tree).orElse(null);
        return Decoded.of(tree, "status", SwarmMemoryStatus.class) instanceof Decoded.Fit<SwarmMemoryStatus>(var status)
                ? status
                : NONE;
    }

    /** Name of the store it belongs to; empty text when it names none. */
    public static String store(EntryResource entry) {
        var spec = outline(entry);
        return Optional.ofNullable(spec.storeRef())
                .map(StoreRef::name)
                .or(() -> Optional.ofNullable(spec.clusterRef()).map(StoreIdentity::storeOf))
                .orElse("");
    }
}
