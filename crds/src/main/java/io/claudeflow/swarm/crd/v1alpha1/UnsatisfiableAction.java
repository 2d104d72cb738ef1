package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What happens to a pod that cannot be spread as wished. */
public enum UnsatisfiableAction implements WireEnum {
    /** It waits. */
    DO_NOT_SCHEDULE("DoNotSchedule"),
    /** It is placed all the same. */
    SCHEDULE_ANYWAY("ScheduleAnyway"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    UnsatisfiableAction(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable UnsatisfiableAction fromWire(@Nullable String text) {
        return WireEnum.decode(UnsatisfiableAction.class, text, UNKNOWN);
    }
}
