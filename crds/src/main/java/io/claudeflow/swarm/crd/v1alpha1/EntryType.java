package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What an entry is about. */
public enum EntryType implements WireEnum {
    /** Facts. */
    KNOWLEDGE("knowledge"),
    /** What happened. */
    EXPERIENCE("experience"),
    /** Something that repeats. */
    PATTERN("pattern"),
    /** What was decided, and why. */
    DECISION("decision"),
    /** A state to go on from. */
    CHECKPOINT("checkpoint"),
    /** A measurement. */
    METRIC("metric"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    EntryType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable EntryType fromWire(@Nullable String text) {
        return WireEnum.decode(EntryType.class, text, UNKNOWN);
    }
}
