package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What a neural model is for. */
public enum NeuralModelType implements WireEnum {
    PATTERN_RECOGNITION("pattern-recognition"),
    OPTIMIZATION("optimization"),
    PREDICTION("prediction"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    NeuralModelType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable NeuralModelType fromWire(@Nullable String text) {
        return WireEnum.decode(NeuralModelType.class, text, UNKNOWN);
    }
}
