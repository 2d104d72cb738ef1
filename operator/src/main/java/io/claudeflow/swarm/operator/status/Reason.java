package io.claudeflow.swarm.operator.status;

import java.util.Arrays;

/** Why a condition is as it is: a closed list, each with whether a person is needed. */
public enum Reason {
    // Ready
    SERVING("Serving", Weight.GOOD),
    STARTING("Starting", Weight.PROGRESS),
    UPDATING("Updating", Weight.PROGRESS),
    DELETING("Deleting", Weight.PROGRESS),
    STORAGE_PENDING("StoragePending", Weight.PROGRESS),
    PREDECESSOR_LEAVING("PredecessorLeaving", Weight.PROGRESS),
    NAMESPACE_ENDING("NamespaceEnding", Weight.PROGRESS),
    POD_UNSCHEDULABLE("PodUnschedulable", Weight.BLOCKED),
    IMAGE_UNAVAILABLE("ImageUnavailable", Weight.BLOCKED),
    INIT_FAILED("InitFailed", Weight.BLOCKED),
    CONTAINER_FAILING("ContainerFailing", Weight.BLOCKED),
    DISK_FULL("DiskFull", Weight.BLOCKED),
    FILE_SYSTEM_UNFIT("FileSystemUnfit", Weight.BLOCKED),
    INVALID_SPEC("InvalidSpec", Weight.BLOCKED),
    UNSUPPORTED_TYPE("UnsupportedType", Weight.BLOCKED),
    NAMESPACE_NOT_ALLOWED("NamespaceNotAllowed", Weight.BLOCKED),
    OBJECT_NOT_OWNED("ObjectNotOwned", Weight.BLOCKED),
    API_REFUSED("ApiRefused", Weight.BLOCKED),
    // Ready of a cluster
    NO_MEMORY_REQUESTED("NoMemoryRequested", Weight.GOOD),
    STORE_READY("StoreReady", Weight.GOOD),
    STORE_NOT_READY("StoreNotReady", Weight.PROGRESS),
    STORE_BLOCKED("StoreBlocked", Weight.BLOCKED),
    // Storage
    BOUND("Bound", Weight.GOOD),
    EPHEMERAL("Ephemeral", Weight.GOOD),
    CLAIM_PENDING("ClaimPending", Weight.PROGRESS),
    CLAIM_LEAVING("ClaimLeaving", Weight.BLOCKED),
    CLAIM_LOST("ClaimLost", Weight.BLOCKED),
    RESIZING("Resizing", Weight.PROGRESS),
    FILE_SYSTEM_RESIZE_PENDING("FileSystemResizePending", Weight.PROGRESS),
    REBUILDING("Rebuilding", Weight.PROGRESS),
    REBUILD_FAILED("RebuildFailed", Weight.BLOCKED),
    RESIZE_FAILED("ResizeFailed", Weight.BLOCKED),
    EXPANSION_NOT_SUPPORTED("ExpansionNotSupported", Weight.BLOCKED),
    GROWTH_LIMIT_REACHED("GrowthLimitReached", Weight.BLOCKED),
    SHRINK_REFUSED("ShrinkRefused", Weight.BLOCKED),
    CLASS_CHANGE_REFUSED("StorageClassChangeRefused", Weight.BLOCKED),
    // Work: backups, restores
    STORE_NOT_FOUND("StoreNotFound", Weight.BLOCKED),
    STORE_GONE("StoreGone", Weight.BLOCKED),
    WAITING_FOR_STORE("WaitingForStore", Weight.PROGRESS),
    WAITING_FOR_TURN("WaitingForTurn", Weight.PROGRESS),
    BACKUP_NOT_FOUND("BackupNotFound", Weight.BLOCKED),
    BACKUP_NOT_USABLE("BackupNotUsable", Weight.BLOCKED),
    SECRET_NOT_FOUND("SecretNotFound", Weight.BLOCKED),
    RUNNING("Running", Weight.PROGRESS),
    VERIFIED("Verified", Weight.GOOD),
    JOB_FAILED("JobFailed", Weight.BLOCKED),
    DEADLINE_EXCEEDED("DeadlineExceeded", Weight.BLOCKED),
    RESULT_MISSING("ResultMissing", Weight.BLOCKED),
    RESTORED("Restored", Weight.GOOD),
    RESTORE_FAILED("RestoreFailed", Weight.BLOCKED),
    ROLLED_BACK("RolledBack", Weight.BLOCKED),
    // The beginning of a store
    RESTORING("Restoring", Weight.PROGRESS),
    BOOTSTRAPPED("Bootstrapped", Weight.GOOD),
    DATA_PRESENT("DataPresent", Weight.GOOD),
    BOOTSTRAPPING("Bootstrapping", Weight.PROGRESS),
    BOOTSTRAP_SOURCE_MISSING("BootstrapSourceMissing", Weight.BLOCKED),
    BOOTSTRAP_FAILED("BootstrapFailed", Weight.BLOCKED),
    // Backups of a store
    BACKING_UP("BackingUp", Weight.PROGRESS),
    BACKED_UP("BackedUp", Weight.GOOD),
    NO_BACKUP("NoBackup", Weight.PROGRESS),
    BACKUP_FAILED("BackupFailed", Weight.BLOCKED),
    BACKUP_OVERDUE("BackupOverdue", Weight.BLOCKED),
    // Entries and tasks
    SYNCED("Synced", Weight.GOOD),
    EXPIRED("Expired", Weight.GOOD),
    CONFLICT("Conflict", Weight.BLOCKED),
    REFUSED("Refused", Weight.BLOCKED),
    RECORDED("Recorded", Weight.GOOD),
    TASK_PENDING("Pending", Weight.PROGRESS),
    TASK_IN_PROGRESS("InProgress", Weight.PROGRESS),
    TASK_BLOCKED("TaskBlocked", Weight.BLOCKED),
    TASK_COMPLETED("Completed", Weight.GOOD),
    TASK_FAILED("TaskFailed", Weight.BLOCKED),
    TASK_CANCELLED("Cancelled", Weight.GOOD),
    // Change of version
    UPGRADING("Upgrading", Weight.PROGRESS),
    ROLLING("Rolling", Weight.PROGRESS),
    RETURNING("Returning", Weight.PROGRESS),
    UP_TO_DATE("UpToDate", Weight.GOOD),
    UPGRADE_FAILED("UpgradeFailed", Weight.BLOCKED),
    CONFIG_MAP_NOT_FOUND("ConfigMapNotFound", Weight.BLOCKED),
    // Sleep and pause
    HIBERNATING("Hibernating", Weight.PROGRESS),
    HIBERNATED("Hibernated", Weight.PROGRESS),
    WAKING("Waking", Weight.PROGRESS),
    AWAKE("Awake", Weight.GOOD),
    PAUSED("Paused", Weight.GOOD),
    RESUMED("Resumed", Weight.GOOD),
    // Import of legacy data
    NOT_REQUESTED("NotRequested", Weight.GOOD),
    MIGRATING("Migrating", Weight.PROGRESS),
    MIGRATED("Migrated", Weight.GOOD),
    LEGACY_CLAIM_NOT_FOUND("LegacyClaimNotFound", Weight.BLOCKED),
    MIGRATED_WITH_ERRORS("MigratedWithErrors", Weight.BLOCKED),
    NOTHING_TO_MIGRATE("NothingToMigrate", Weight.BLOCKED),
    MIGRATION_FAILED("MigrationFailed", Weight.BLOCKED),
    // Settings of a cluster
    NOT_ACTED_ON("NotActedOn", Weight.GOOD),
    ALL_ACTED_ON("AllActedOn", Weight.GOOD);

    /** What a reason means for people. */
    public enum Weight {
        /** All is well. */
        GOOD,
        /** It passes by itself. */
        PROGRESS,
        /** Somebody has to do something. */
        BLOCKED
    }

    private final String wire;
    private final Weight weight;

    Reason(String wire, Weight weight) {
        this.wire = wire;
        this.weight = weight;
    }

    /** As it is written in a document. */
    public String wire() {
        return wire;
    }

    /** Whether it passes by itself. */
    public Weight weight() {
        return weight;
    }

    /** Whether somebody has to do something; not as far as is known for a word of another version. */
    public static boolean blocks(String wire) {
        return Arrays.stream(values()).anyMatch(reason -> reason.wire.equals(wire) && reason.weight == Weight.BLOCKED);
    }

    /** The reason written as {@code wire}. */
    public static Reason byWire(String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No reason is written '" + wire + "'"));
    }
}
