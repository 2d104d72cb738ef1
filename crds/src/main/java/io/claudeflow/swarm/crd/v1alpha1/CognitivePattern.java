package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How an agent approaches a problem. */
public enum CognitivePattern implements WireEnum {
    CONVERGENT("convergent"),
    DIVERGENT("divergent"),
    LATERAL("lateral"),
    SYSTEMS("systems"),
    CRITICAL("critical"),
    ADAPTIVE("adaptive"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    CognitivePattern(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable CognitivePattern fromWire(@Nullable String text) {
        return WireEnum.decode(CognitivePattern.class, text, UNKNOWN);
    }
}
