package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.FailureKind;

/**
 * The types of problem documents (RFC 9457): the one mapping from failures to HTTP. The last part of the type URI is
 * stable; callers may switch on it.
 */
enum ProblemKind {
    INVALID_ARGUMENT(400, "invalid-argument", "The request is not valid"),
    NOT_FOUND(404, "not-found", "There is no such entry"),
    PRECONDITION_FAILED(412, "precondition-failed", "The stated precondition does not hold"),
    CONFLICT(409, "conflict", "The request contradicts the present state"),
    LIMIT_EXCEEDED(413, "limit-exceeded", "A limit is exceeded"),
    QUOTA_EXCEEDED(429, "quota-exceeded", "The quota is used up"),
    BUSY(503, "busy", "The service has too much to do"),
    DEADLINE_EXCEEDED(504, "deadline-exceeded", "The request took too long"),
    STORAGE_FULL(507, "storage-full", "The disk is full"),
    UNAVAILABLE(503, "unavailable", "The service is not ready"),
    NOT_SUPPORTED(501, "not-supported", "The operation is not offered"),
    CORRUPT(500, "corrupt", "The database is damaged"),
    INTERNAL(500, "internal", "The service failed"),
    UNKNOWN_PATH(404, "unknown-path", "There is no such path"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not offer this method"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body's type is not accepted"),
    REQUEST_TOO_LARGE(413, "limit-exceeded", "The request is too large");

    private static final String BASE = "https://swarm.claudeflow.io/problems/";

    private final int status;
    private final String slug;
    private final String title;

    ProblemKind(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    int status() {
        return status;
    }

    String type() {
        return BASE + slug;
    }

    String title() {
        return title;
    }

    static ProblemKind of(FailureKind kind) {
        return switch (kind) {
            case INVALID_ARGUMENT -> INVALID_ARGUMENT;
            case NOT_FOUND -> NOT_FOUND;
            case PRECONDITION_FAILED -> PRECONDITION_FAILED;
            case CONFLICT -> CONFLICT;
            case LIMIT_EXCEEDED -> LIMIT_EXCEEDED;
            case QUOTA_EXCEEDED -> QUOTA_EXCEEDED;
            case BUSY -> BUSY;
            case DEADLINE_EXCEEDED -> DEADLINE_EXCEEDED;
            case STORAGE_FULL -> STORAGE_FULL;
            case UNAVAILABLE -> UNAVAILABLE;
            case NOT_SUPPORTED -> NOT_SUPPORTED;
            case CORRUPT -> CORRUPT;
            case INTERNAL -> INTERNAL;
        };
    }
}
