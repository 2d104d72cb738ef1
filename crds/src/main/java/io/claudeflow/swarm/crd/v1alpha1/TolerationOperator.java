package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How a toleration compares its value. */
public enum TolerationOperator implements WireEnum {
    EXISTS("Exists"),
    EQUAL("Equal"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    TolerationOperator(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable TolerationOperator fromWire(@Nullable String text) {
        return WireEnum.decode(TolerationOperator.class, text, UNKNOWN);
    }
}
