package io.claudeflow.swarm.memory.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failed operation: what kind of failure, which field had which value, what was expected, and when a repetition can
 * help. Unchecked, so that a use case reads like its success; immutable but for the stack trace.
 */
public final class MemoryException extends RuntimeException {
    private static final int SHOWN_VALUE_LENGTH = 100;

    private final FailureKind kind;
    private final @Nullable String field;
    private final @Nullable String value;
    private final @Nullable String expected;
    private final @Nullable Duration retryAfter;

    private MemoryException(
            FailureKind kind,
            String message,
            @Nullable String field,
            @Nullable String value,
            @Nullable String expected,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.field = field;
        this.value = value;
        this.expected = expected;
        this.retryAfter = retryAfter;
    }

    /** A failure that needs no more than its message. */
    public static MemoryException of(FailureKind kind, String message) {
        return new MemoryException(kind, message, null, null, null, null, null);
    }

    /** A failure with the exception that caused it, if one did. */
    public static MemoryException of(FailureKind kind, String message, @Nullable Throwable cause) {
        return new MemoryException(kind, message, null, null, null, null, cause);
    }

    /** An argument that was refused. The value is shortened to 100 characters. */
    public static MemoryException invalid(String field, Object value, String expected) {
        return ofField(FailureKind.INVALID_ARGUMENT, field, value, expected);
    }

    /** A limit that was exceeded, such as {@code value}, {@code 17000000 bytes}, {@code at most 16777216 bytes}. */
    public static MemoryException limit(String field, Object value, String expected) {
        return ofField(FailureKind.LIMIT_EXCEEDED, field, value, expected);
    }

    /** A failure of any kind about one field. */
    public static MemoryException ofField(FailureKind kind, String field, Object value, String expected) {
        var shown = shorten(String.valueOf(value));
        var message = field + ": " + shown + " (expected: " + expected + ")";
        return new MemoryException(kind, message, field, shown, expected, null, null);
    }

    /** The writer cannot take more work now; the same call may succeed after {@code retryAfter}. */
    public static MemoryException busy(String message, Duration retryAfter) {
        return new MemoryException(FailureKind.BUSY, message, null, null, null, retryAfter, null);
    }

    /** The same failure of a part, its field named within the whole: {@code value} becomes {@code place.value}. */
    public MemoryException within(String place) {
        var inner = field == null ? place : place + "." + field;
        var text = field == null ? place + ": " + getMessage() : place + "." + getMessage();
        return new MemoryException(kind, text, inner, value, expected, retryAfter, this);
    }

    public FailureKind kind() {
        return kind;
    }

    /** The name of the refused argument as the caller wrote it, or null. */
    public @Nullable String field() {
        return field;
    }

    /** The refused value, shortened, or null. */
    public @Nullable String value() {
        return value;
    }

    /** What would have been accepted, or null. */
    public @Nullable String expected() {
        return expected;
    }

    /** How long to wait before the same call may succeed, or null when unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_VALUE_LENGTH ? text : text.substring(0, SHOWN_VALUE_LENGTH) + "…";
    }
}
