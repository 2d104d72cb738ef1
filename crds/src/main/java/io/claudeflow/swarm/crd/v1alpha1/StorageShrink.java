package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What happens when a store is to have less storage than its claim has. */
public enum StorageShrink implements WireEnum {
    REFUSE("Refuse"),
    REBUILD("Rebuild"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    StorageShrink(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable StorageShrink fromWire(@Nullable String text) {
        return WireEnum.decode(StorageShrink.class, text, UNKNOWN);
    }
}
