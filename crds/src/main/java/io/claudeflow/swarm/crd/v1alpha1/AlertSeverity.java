package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How urgent an alert is. */
public enum AlertSeverity implements WireEnum {
    INFO("info"),
    WARNING("warning"),
    CRITICAL("critical"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    AlertSeverity(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable AlertSeverity fromWire(@Nullable String text) {
        return WireEnum.decode(AlertSeverity.class, text, UNKNOWN);
    }
}
