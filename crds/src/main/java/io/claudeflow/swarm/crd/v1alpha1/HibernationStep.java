package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How far asleep a store is. */
public enum HibernationStep implements WireEnum {
    /** The store serves and its data is backed up. */
    BACKING_UP("BackingUp"),
    /** The pod does not serve; it ends, so that its data can be backed up from the claim. */
    STOPPING("Stopping"),
    /** There is no pod, or it is ending. */
    ASLEEP("Asleep"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    HibernationStep(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable HibernationStep fromWire(@Nullable String text) {
        return WireEnum.decode(HibernationStep.class, text, UNKNOWN);
    }
}
