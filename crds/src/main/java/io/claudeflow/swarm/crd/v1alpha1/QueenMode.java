package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How the coordinating role is filled. */
public enum QueenMode implements WireEnum {
    CENTRALIZED("centralized"),
    DISTRIBUTED("distributed"),
    SINGLE("single"),
    ROTATING("rotating"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    QueenMode(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable QueenMode fromWire(@Nullable String text) {
        return WireEnum.decode(QueenMode.class, text, UNKNOWN);
    }
}
