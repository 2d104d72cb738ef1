package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How it is logged. */
public enum LogFormat implements WireEnum {
    TEXT("text"),
    JSON("json"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    LogFormat(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable LogFormat fromWire(@Nullable String text) {
        return WireEnum.decode(LogFormat.class, text, UNKNOWN);
    }
}
