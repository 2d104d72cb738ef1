package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** The engine behind a memory. Only {@code sqlite} is implemented by a store. */
public enum MemoryType implements WireEnum {
    SQLITE("sqlite"),
    REDIS("redis"),
    HAZELCAST("hazelcast"),
    ETCD("etcd"),
    MEMORY("memory"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    MemoryType(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable MemoryType fromWire(@Nullable String text) {
        return WireEnum.decode(MemoryType.class, text, UNKNOWN);
    }
}
