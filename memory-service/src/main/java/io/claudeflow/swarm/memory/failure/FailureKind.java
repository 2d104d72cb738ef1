package io.claudeflow.swarm.memory.failure;

/** Every way in which an operation of the memory can fail; each edge maps every kind to its own protocol. */
public enum FailureKind {
    /** An argument is malformed or out of range; repeating the call cannot help. */
    INVALID_ARGUMENT,
    /** The thing that the call names does not exist. */
    NOT_FOUND,
    /** A stated precondition (revision, version, fencing token) does not hold. */
    PRECONDITION_FAILED,
    /** The call contradicts the present state, such as a task that is already completed. */
    CONFLICT,
    /** A value, key or request is larger than its documented limit. */
    LIMIT_EXCEEDED,
    /** A quota of the caller is used up. */
    QUOTA_EXCEEDED,
    /** The queue of writes is full; the same call may succeed after the given delay. */
    BUSY,
    /** The call's deadline passed before its outcome was known. */
    DEADLINE_EXCEEDED,
    /** The disk is full; reads go on, writes succeed again when there is space. */
    STORAGE_FULL,
    /** The service is starting, stopping or switched to read-only. */
    UNAVAILABLE,
    /** The operation exists and is switched off or not offered for this kind of store. */
    NOT_SUPPORTED,
    /** The database file is damaged. */
    CORRUPT,
    /** A defect of the service; the log has the cause. */
    INTERNAL;

    /** Whether the failure says something about the one thing it was about, and the next one may succeed. */
    public boolean concernsOneItem() {
        return switch (this) {
            case INVALID_ARGUMENT, LIMIT_EXCEEDED, PRECONDITION_FAILED, CONFLICT, NOT_FOUND, NOT_SUPPORTED -> true;
            case QUOTA_EXCEEDED, BUSY, DEADLINE_EXCEEDED, STORAGE_FULL, UNAVAILABLE, CORRUPT, INTERNAL -> false;
        };
    }
}
