package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What a scaling decision is based on. */
public enum ScalingMetricType implements WireEnum {
    CPU("cpu"),
    MEMORY("memory"),
    QUEUE("queue"),
    TASK_QUEUE("task-queue"),
    CUSTOM("custom"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    ScalingMetricType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable ScalingMetricType fromWire(@Nullable String text) {
        return WireEnum.decode(ScalingMetricType.class, text, UNKNOWN);
    }
}
