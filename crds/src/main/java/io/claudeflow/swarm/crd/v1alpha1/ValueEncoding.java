package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What the text of a value stands for. */
public enum ValueEncoding implements WireEnum {
    /** One JSON value. */
    JSON("json"),
    /** The text itself. */
    TEXT("text"),
    /** Bytes, in base64. */
    BYTES("bytes"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    ValueEncoding(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable ValueEncoding fromWire(@Nullable String text) {
        return WireEnum.decode(ValueEncoding.class, text, UNKNOWN);
    }
}
