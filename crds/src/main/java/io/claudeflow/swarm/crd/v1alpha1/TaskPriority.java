package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How urgent a task is. */
public enum TaskPriority implements WireEnum {
    /** Before everything else. */
    CRITICAL("critical"),
    /** Before ordinary work. */
    HIGH("high"),
    /** Ordinary work. */
    MEDIUM("medium"),
    /** When there is nothing else to do. */
    LOW("low"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    TaskPriority(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable TaskPriority fromWire(@Nullable String text) {
        return WireEnum.decode(TaskPriority.class, text, UNKNOWN);
    }
}
