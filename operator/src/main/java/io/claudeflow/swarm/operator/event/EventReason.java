package io.claudeflow.swarm.operator.event;

/** What the operator tells in events: a closed list. */
public enum EventReason {
    READY("Ready", false),
    PROGRESSING("Progressing", false),
    BLOCKED("Blocked", true),
    OBJECTS_CREATED("ObjectsCreated", false),
    OBJECTS_UPDATED("ObjectsUpdated", false),
    OBJECT_REMOVED("ObjectRemoved", false),
    STATEFUL_SET_RECREATED("StatefulSetRecreated", true),
    STALE_POD_DELETED("StalePodDeleted", true),
    POD_REPLACED("PodReplaced", false),
    UPGRADE_STEP("UpgradeStep", false),
    UPGRADE_SUCCEEDED("UpgradeSucceeded", false),
    UPGRADE_FAILED("UpgradeFailed", true),
    HIBERNATING("Hibernating", false),
    HIBERNATED("Hibernated", false),
    WAKING("Waking", false),
    PAUSED("Paused", false),
    RESUMED("Resumed", false),
    BACKUP_REQUESTED("BackupRequested", false),
    BACKUP_STARTED("BackupStarted", false),
    BACKUP_WAITING("BackupWaiting", false),
    BACKUP_VERIFIED("BackupVerified", false),
    BACKUP_FAILED("BackupFailed", true),
    BACKUP_REMOVED("BackupRemoved", false),
    BACKUP_FILE_LEFT("BackupFileLeft", true),
    RESTORE_WAITING("RestoreWaiting", false),
    RESTORE_STEP("RestoreStep", false),
    RESTORE_SUCCEEDED("RestoreSucceeded", false),
    RESTORE_FAILED("RestoreFailed", true),
    BOOTSTRAPPED("Bootstrapped", false),
    MIGRATION_STARTED("MigrationStarted", false),
    MIGRATION_SUCCEEDED("MigrationSucceeded", false),
    MIGRATION_FAILED("MigrationFailed", true),
    CLAIM_ADOPTED("ClaimAdopted", false),
    REBUILD_STEP("RebuildStep", false),
    REBUILD_SUCCEEDED("RebuildSucceeded", false),
    REBUILD_FAILED("RebuildFailed", true),
    CLAIM_GROWN("ClaimGrown", false),
    CLAIM_RESIZE_REQUESTED("ClaimResizeRequested", false),
    FINAL_BACKUP_REQUESTED("FinalBackupRequested", false),
    FINAL_BACKUP_TAKEN("FinalBackupTaken", false),
    FINAL_BACKUP_MISSING("FinalBackupMissing", true),
    POD_STOPPED("PodStopped", false),
    NAMESPACE_ENDS("NamespaceEnds", true),
    CLAIM_RETAINED("ClaimRetained", false),
    CLAIM_DELETED("ClaimDeleted", false),
    CLAIM_LEFT_ALONE("ClaimLeftAlone", true),
    NAMESPACE_CREATED("NamespaceCreated", false),
    STORE_LEFT("MemoryStoreLeft", true),
    STORE_CREATED("MemoryStoreCreated", false),
    STORE_UPDATED("MemoryStoreUpdated", false),
    STORE_REMOVED("MemoryStoreRemoved", false),
    ENTRY_WRITTEN("EntryWritten", false),
    ENTRY_REPAIRED("EntryRepaired", true),
    ENTRY_EXPIRED("EntryExpired", false),
    ENTRY_REMOVED("EntryRemoved", false),
    ENTRY_LEFT("EntryLeft", true),
    TASK_RECORDED("TaskRecorded", false),
    TASK_RECORDED_AGAIN("TaskRecordedAgain", true),
    TASK_CLAIMED("TaskClaimed", false),
    TASK_COMPLETED("TaskCompleted", false),
    TASK_FAILED("TaskFailed", true),
    TASK_CANCELLED("TaskCancelled", false),
    TASK_LEFT("TaskLeft", true);

    private final String wire;
    private final boolean warning;

    EventReason(String wire, boolean warning) {
        this.wire = wire;
        this.warning = warning;
    }

    /** As {@code kubectl get events} shows it. */
    public String wire() {
        return wire;
    }

    /** Whether a person should look. */
    public boolean warning() {
        return warning;
    }
}
