package io.claudeflow.swarm.operator.status;

import java.util.Arrays;

/** Why a condition is as it is: a closed list, each with whether a person is needed. */
public enum Reason {
    // Ready
    SERVING("Serving", Weight.GOOD),
    STARTING("Starting", Weight.PROGRESS),
    UPDATING("Updating", Weight.PROGRESS),
    STORAGE_PENDING("StoragePending", Weight.PROGRESS),
    PREDECESSOR_LEAVING("PredecessorLeaving", Weight.PROGRESS),
    NAMESPACE_ENDING("NamespaceEnding", Weight.PROGRESS),
    POD_UNSCHEDULABLE("PodUnschedulable", Weight.BLOCKED),
    IMAGE_UNAVAILABLE("ImageUnavailable", Weight.BLOCKED),
    INIT_FAILED("InitFailed", Weight.BLOCKED),
    CONTAINER_FAILING("ContainerFailing", Weight.BLOCKED),
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
    CLAIM_LOST("ClaimLost", Weight.BLOCKED),
    RESIZING("Resizing", Weight.PROGRESS),
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
    // Later
    NOT_REQUESTED("NotRequested", Weight.GOOD),
    NOT_AVAILABLE("NotAvailable", Weight.BLOCKED),
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

    /** The reason written as {@code wire}. */
    public static Reason byWire(String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No reason is written '" + wire + "'"));
    }
}
