package io.claudeflow.swarm.memory.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handler answers; sent by {@link Dispatcher}. Immutable by agreement, like the array of its body. */
final class Answer {
    static final String JSON = "application/json";

    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final List<Field> fields;

    private Answer(int status, @Nullable String contentType, byte[] body, List<Field> fields) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.fields = fields;
    }

    /** A header field. */
    record Field(String name, String value) {}

    int status() {
        return status;
    }

    /** Null when there is no body. */
    @Nullable
    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }

    List<Field> fields() {
        return fields;
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, body, List.of());
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, body, List.of());
    }

    static Answer empty(int status) {
        return new Answer(status, null, new byte[0], List.of());
    }

    static Answer of(Problem problem, String instance) {
        var answer = new Answer(problem.status(), Problem.MEDIA_TYPE, problem.toBytes(instance), List.of());
        long retryAfter = problem.retryAfterSeconds();
        return retryAfter == 0 ? answer : answer.with("Retry-After", Long.toString(retryAfter));
    }

    Answer with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Answer(status, contentType, body, List.copyOf(more));
    }
}
