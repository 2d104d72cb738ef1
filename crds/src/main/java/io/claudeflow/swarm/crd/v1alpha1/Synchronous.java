package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What survives a loss of power. */
public enum Synchronous implements WireEnum {
    FULL("full"),
    NORMAL("normal"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Synchronous(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Synchronous fromWire(@Nullable String text) {
        return WireEnum.decode(Synchronous.class, text, UNKNOWN);
    }
}
