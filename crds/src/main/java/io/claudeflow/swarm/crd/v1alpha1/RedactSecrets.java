package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What happens to an entry that seems to hold a secret. */
public enum RedactSecrets implements WireEnum {
    OFF("off"),
    WARN("warn"),
    REJECT("reject"),
    MASK("mask"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    RedactSecrets(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable RedactSecrets fromWire(@Nullable String text) {
        return WireEnum.decode(RedactSecrets.class, text, UNKNOWN);
    }
}
