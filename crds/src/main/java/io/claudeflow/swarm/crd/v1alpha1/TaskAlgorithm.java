package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How a task finds its agent. */
public enum TaskAlgorithm implements WireEnum {
    ROUND_ROBIN("round-robin"),
    LEAST_LOADED("least-loaded"),
    CAPABILITY_BASED("capability-based"),
    PRIORITY_BASED("priority-based"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    TaskAlgorithm(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable TaskAlgorithm fromWire(@Nullable String text) {
        return WireEnum.decode(TaskAlgorithm.class, text, UNKNOWN);
    }
}
