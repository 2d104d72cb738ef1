package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How far the rebuild of a data claim has come. */
public enum RebuildStep implements WireEnum {
    /** The pod ends. */
    STOPPING("Stopping"),
    /** The data is backed up from the claim. */
    BACKING_UP("BackingUp"),
    /** A Job fills a second, smaller claim from the backup. */
    TRYING("Trying"),
    /** The former claim goes, one of the new size comes in its place. */
    SWAPPING("Swapping"),
    /** A Job fills it from the backup. */
    FILLING("Filling"),
    /** The pod starts on it. */
    STARTING("Starting"),
    /** The pod starts on the former claim. */
    RESUMING("Resuming"),
    /** Nothing more happens. */
    FINISHED("Finished"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    RebuildStep(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable RebuildStep fromWire(@Nullable String text) {
        return WireEnum.decode(RebuildStep.class, text, UNKNOWN);
    }
}
