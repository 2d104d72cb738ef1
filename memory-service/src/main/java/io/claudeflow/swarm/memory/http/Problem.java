package io.claudeflow.swarm.memory.http;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JsonWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) with the members {@code field}, {@code value} and {@code expected}.
 *
 * @param detail what happened here, for a person; never a stack trace
 * @param retryAfter when a repetition can help, or null when unknown
 */
record Problem(
        ProblemKind kind,
        String detail,
        @Nullable String field,
        @Nullable String value,
        @Nullable String expected,
        @Nullable Duration retryAfter) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, null, null, null, null);
    }

    static Problem of(ProblemKind kind, String field, String value, String expected) {
        return new Problem(kind, field + ": " + value + " (expected: " + expected + ")", field, value, expected, null);
    }

    /** The document for a failure; the cause of an internal one stays in the log. */
    static Problem of(MemoryException failure) {
        var detail = failure.kind() == FailureKind.INTERNAL
                ? "A defect of the service; its log has the cause."
                : String.valueOf(failure.getMessage());
        return new Problem(
                ProblemKind.of(failure.kind()),
                detail,
                failure.field(),
                failure.value(),
                failure.expected(),
                failure.retryAfter());
    }

    int status() {
        return kind.status();
    }

    /** Whole seconds, rounded up, for {@code Retry-After}; 0 when unknown. */
    long retryAfterSeconds() {
        return retryAfter == null ? 0 : Math.max(1, (retryAfter.toMillis() + 999) / 1000);
    }

    /** @param instance the request's path, or null inside a batch */
    JsonWriter write(JsonWriter json, @Nullable String instance) {
        json.beginObject();
        json.name("type").string(kind.type());
        json.name("title").string(kind.title());
        json.name("status").number(kind.status());
        json.name("detail").string(detail);
        if (field != null) {
            json.name("field").string(field);
            json.name("value").string(value);
            json.name("expected").string(expected);
        }
        if (instance != null) {
            json.name("instance").string(instance);
        }
        return json.endObject();
    }

    byte[] toBytes(String instance) {
        return write(new JsonWriter(), instance).toBytes();
    }
}
