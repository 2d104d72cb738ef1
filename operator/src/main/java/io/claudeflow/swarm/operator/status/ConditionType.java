package io.claudeflow.swarm.operator.status;

/** The aspects a status speaks about. */
public enum ConditionType {
    /** It does what it is for. */
    READY("Ready"),
    /** The data has a place. */
    STORAGE_READY("StorageReady"),
    /** The claim has the size that was asked for; only there while it has not. */
    STORAGE_RESIZED("StorageResized"),
    /** The data of an older memory was imported. */
    MIGRATED("Migrated"),
    /** A verified backup exists. */
    BACKED_UP("BackedUp"),
    /** The data the store was to begin with is there. */
    BOOTSTRAPPED("Bootstrapped"),
    /** A backup or restore has ended well; Unknown while it is going on. */
    SUCCEEDED("Succeeded"),
    /** A backup was opened, checked and compared with its manifest. */
    VERIFIED("Verified"),
    /** The memory holds what is declared. */
    SYNCED("Synced"),
    /** A change of version goes on; there once one was begun. */
    UPGRADING("Upgrading"),
    /** It runs the version that is asked for. */
    UPGRADED("Upgraded"),
    /** It sleeps; there once that was asked for. */
    HIBERNATED("Hibernated"),
    /** Nothing is written for it; there once that was asked for. */
    PAUSED("Paused"),
    /** Some fields are set and not acted on. */
    SETTINGS_IGNORED("SettingsIgnored");

    private final String wire;

    ConditionType(String wire) {
        this.wire = wire;
    }

    /** As it is written in a document. */
    public String wire() {
        return wire;
    }
}
