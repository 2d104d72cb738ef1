package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How values above the threshold are compressed. */
public enum Compression implements WireEnum {
    ZSTD("zstd"),
    GZIP("gzip"),
    NONE("none"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    Compression(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable Compression fromWire(@Nullable String text) {
        return WireEnum.decode(Compression.class, text, UNKNOWN);
    }
}
