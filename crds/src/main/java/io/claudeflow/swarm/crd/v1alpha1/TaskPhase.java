package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** Where a task stands in the memory of its swarm. */
public enum TaskPhase implements WireEnum {
    /** Anybody may claim it, once what it waits for is completed. */
    PENDING("Pending"),
    /** One agent may claim it. */
    ASSIGNED("Assigned"),
    /** An agent works on it. */
    IN_PROGRESS("InProgress"),
    /** It cannot go on. */
    BLOCKED("Blocked"),
    /** Done, for good. */
    COMPLETED("Completed"),
    /** The last attempt failed; it may be set back to pending. */
    FAILED("Failed"),
    /** Given up, for good. */
    CANCELLED("Cancelled"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    TaskPhase(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable TaskPhase fromWire(@Nullable String text) {
        return WireEnum.decode(TaskPhase.class, text, UNKNOWN);
    }
}
