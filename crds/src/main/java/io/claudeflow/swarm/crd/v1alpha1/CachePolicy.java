package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** Which cached entries are given up first. */
public enum CachePolicy implements WireEnum {
    LRU("LRU"),
    LFU("LFU"),
    ARC("ARC"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    CachePolicy(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable CachePolicy fromWire(@Nullable String text) {
        return WireEnum.decode(CachePolicy.class, text, UNKNOWN);
    }
}
