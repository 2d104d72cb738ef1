package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/** Whether a condition holds. A value this version does not know reads as {@code Unknown} too. */
public enum ConditionStatus implements WireEnum {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String wire;

    ConditionStatus(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable ConditionStatus fromWire(@Nullable String text) {
        return WireEnum.decode(ConditionStatus.class, text, UNKNOWN);
    }
}
