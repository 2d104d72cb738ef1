package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** How far a restore has come. */
public enum RestoreStep implements WireEnum {
    /** It waits for its store, its backup, or its turn. */
    PENDING("Pending"),
    /** The present data is backed up. */
    SAFETY_BACKUP("SafetyBackup"),
    /** The pod ends. */
    STOPPING("Stopping"),
    /** A Job puts the backup in place. */
    RESTORING("Restoring"),
    /** The pod starts with the restored data. */
    STARTING("Starting"),
    /** The restored data does not serve; the pod ends once more. */
    STOPPING_AGAIN("StoppingAgain"),
    /** A Job puts the former data back. */
    ROLLING_BACK("RollingBack"),
    /** The pod starts with the former data. */
    RESUMING("Resuming"),
    /** Nothing more happens. */
    FINISHED("Finished"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    RestoreStep(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable RestoreStep fromWire(@Nullable String text) {
        return WireEnum.decode(RestoreStep.class, text, UNKNOWN);
    }
}
