package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What happens to a store's claims when the store is deleted. */
public enum DeletionPolicy implements WireEnum {
    RETAIN("Retain"),
    DELETE("Delete"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    DeletionPolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable DeletionPolicy fromWire(@Nullable String text) {
        return WireEnum.decode(DeletionPolicy.class, text, UNKNOWN);
    }
}
