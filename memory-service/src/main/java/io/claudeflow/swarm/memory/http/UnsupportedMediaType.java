package io.claudeflow.swarm.memory.http;

/** A body whose type the operation does not accept; known to HTTP only. */
final class UnsupportedMediaType extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String value;
    private final String expected;

    UnsupportedMediaType(String value, String expected) {
        super("Content-Type: " + value + " (expected: " + expected + ")");
        this.value = value;
        this.expected = expected;
    }

    Problem problem() {
        return Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Content-Type", value, expected);
    }
}
