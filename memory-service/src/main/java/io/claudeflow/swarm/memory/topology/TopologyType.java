package io.claudeflow.swarm.memory.topology;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The shape of a swarm. What each demands of its edges is in {@link TopologyCheck}. */
public enum TopologyType {
    MESH,
    HIERARCHICAL,
    RING,
    STAR,
    /** No shape is checked. */
    CUSTOM;

    /** Finds a type by its wire name. */
    public static TopologyType named(String field, String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> MemoryException.invalid(
                        field,
                        name,
                        Arrays.stream(values()).map(TopologyType::wireName).collect(Collectors.joining(", "))));
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
