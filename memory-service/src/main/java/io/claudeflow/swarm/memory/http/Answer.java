package io.claudeflow.swarm.memory.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a handler answers; sent by {@link Dispatcher}. Immutable by agreement, like the arrays of its body. */
final class Answer {
    static final String JSON = "application/json";

    private final int status;
    private final @Nullable String contentType;
    private final List<byte[]> body;
    private final List<Field> fields;

    private Answer(int status, @Nullable String contentType, List<byte[]> body, List<Field> fields) {
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

    /** The body in parts, to be sent one after the other. */
    List<byte[]> body() {
        return body;
    }

    int size() {
        return body.stream().mapToInt(part -> part.length).sum();
    }

    List<Field> fields() {
        return fields;
    }

    static Answer json(int status, byte[] body) {
        return json(status, List.of(body));
    }

    static Answer json(int status, List<byte[]> body) {
        return new Answer(status, JSON, body, List.of());
    }

    static Answer of(String contentType, byte[] body) {
        return new Answer(200, contentType, List.of(body), List.of());
    }

    static Answer empty(int status) {
        return new Answer(status, null, List.of(), List.of());
    }

    static Answer of(Problem problem, String instance) {
        var answer = new Answer(problem.status(), Problem.MEDIA_TYPE, List.of(problem.toBytes(instance)), List.of());
        long retryAfter = problem.retryAfterSeconds();
        return retryAfter == 0 ? answer : answer.with("Retry-After", Long.toString(retryAfter));
    }

    Answer with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new Answer(status, contentType, body, List.copyOf(more));
    }
}
