package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What neural models run on. */
public enum Acceleration implements WireEnum {
    CPU("cpu"),
    GPU("gpu"),
    WASM_SIMD("wasm-simd"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Acceleration(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Acceleration fromWire(@Nullable String text) {
        return WireEnum.decode(Acceleration.class, text, UNKNOWN);
    }
}
