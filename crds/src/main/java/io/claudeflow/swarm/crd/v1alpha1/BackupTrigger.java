package io.claudeflow.swarm.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/** What asked for a backup. */
public enum BackupTrigger implements WireEnum {
    /** A person or a program that created the object; such a backup is not removed by retention. */
    MANUAL("Manual"),
    /** The annotation of a store. */
    ANNOTATION("Annotation"),
    /** The interval of a store. */
    INTERVAL("Interval"),
    /** The schedule of a store. */
    SCHEDULE("Schedule"),
    /** The deletion of a store. */
    DELETION("Deletion"),
    /** A change of a store's version. */
    UPGRADE("Upgrade"),
    /** A restore, before it replaces data. */
    RESTORE("Restore"),
    /** A store that begins as a copy of another one. */
    CLONE("Clone"),
    /** A data claim that is rebuilt in a smaller size. */
    REBUILD("Rebuild"),
    /** A store that goes to sleep. */
    HIBERNATION("Hibernation"),
    /** A value this version does not know; never offered in the schema. */
    @JsonIgnore
    UNKNOWN("unknown");

    private final String wire;

    BackupTrigger(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }

    @JsonCreator
    static @Nullable BackupTrigger fromWire(@Nullable String text) {
        return WireEnum.decode(BackupTrigger.class, text, UNKNOWN);
    }
}
