package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How the agents of a swarm are connected. */
public enum Topology implements WireEnum {
    MESH("mesh"),
    HIERARCHICAL("hierarchical"),
    RING("ring"),
    STAR("star"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Topology(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Topology fromWire(@Nullable String text) {
        return WireEnum.decode(Topology.class, text, UNKNOWN);
    }
}
