package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** A one-word summary of the conditions, for people; programs read the conditions. */
public enum Phase implements WireEnum {
    INITIALIZING("Initializing"),
    READY("Ready"),
    ERROR("Error"),
    MIGRATING("Migrating"),
    BACKING_UP("BackingUp"),
    UPGRADING("Upgrading"),
    HIBERNATED("Hibernated"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Phase(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Phase fromWire(@Nullable String text) {
        return WireEnum.decode(Phase.class, text, UNKNOWN);
    }
}
