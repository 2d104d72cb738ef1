package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** Whether a restore takes a backup of what it replaces. */
public enum SafetyBackup implements WireEnum {
    /** Without a verified one nothing is replaced. */
    REQUIRED("Required"),
    /** One is tried; data too damaged for it is replaced all the same. */
    IF_POSSIBLE("IfPossible"),
    /** None is taken. */
    SKIP("Skip"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    SafetyBackup(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable SafetyBackup fromWire(@Nullable String text) {
        return WireEnum.decode(SafetyBackup.class, text, UNKNOWN);
    }
}
