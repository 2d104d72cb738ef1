package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How far a change of version has come. */
public enum UpgradeStep implements WireEnum {
    /** The former version serves and its data is backed up. */
    BACKING_UP("BackingUp"),
    /** The pod does not serve; it ends, so that its data can be backed up from the claim. */
    STOPPING("Stopping"),
    /** The new version starts; clients do not reach it until it is checked. */
    ROLLING("Rolling"),
    /** The new version failed; the former one starts again. */
    RETURNING("Returning"),
    /** The former version does not serve what the new one left; a SwarmMemoryRestore puts the backup back. */
    RESTORING("Restoring"),
    /** Nothing more happens. */
    FINISHED("Finished"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    UpgradeStep(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable UpgradeStep fromWire(@Nullable String text) {
        return WireEnum.decode(UpgradeStep.class, text, UNKNOWN);
    }
}
