package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.failure.FailureKind;

/** What the process ends with; documented in {@code swarm-memory --help}. */
enum ExitCode {
    OK(0),
    FAILURE(1),
    USAGE(2),
    NOT_FOUND(3),
    PRECONDITION_FAILED(4),
    UNAVAILABLE(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ExitCode of(FailureKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT, LIMIT_EXCEEDED -> USAGE;
            case NOT_FOUND -> NOT_FOUND;
            case PRECONDITION_FAILED, CONFLICT -> PRECONDITION_FAILED;
            case BUSY, UNAVAILABLE, DEADLINE_EXCEEDED, QUOTA_EXCEEDED -> UNAVAILABLE;
            case STORAGE_FULL, NOT_SUPPORTED, CORRUPT, INTERNAL -> FAILURE;
        };
    }

    /** The code for an HTTP status of 400 and above. */
    static ExitCode ofStatus(int status) {
        return switch (status) {
            case 400, 413, 415 -> USAGE;
            case 404 -> NOT_FOUND;
            case 409, 412 -> PRECONDITION_FAILED;
            case 429, 503, 504 -> UNAVAILABLE;
            default -> FAILURE;
        };
    }
}
