package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How agents are composed and work is spread. */
public enum Strategy implements WireEnum {
    BALANCED("balanced"),
    SPECIALIZED("specialized"),
    ADAPTIVE("adaptive"),
    PARALLEL("parallel"),
    SEQUENTIAL("sequential"),
    CONSENSUS("consensus"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Strategy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Strategy fromWire(@Nullable String text) {
        return WireEnum.decode(Strategy.class, text, UNKNOWN);
    }
}
