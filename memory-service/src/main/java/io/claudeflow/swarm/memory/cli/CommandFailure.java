package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.json.JsonObject;
import io.claudeflow.swarm.memory.json.JsonSlice;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A command that ends with a message and an exit code. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final transient byte @Nullable [] problem;

    CommandFailure(ExitCode code, String message) {
        this(code, message, null);
    }

    /** @param problem the problem document of the service, or null */
    CommandFailure(ExitCode code, String message, byte @Nullable [] problem) {
        super(message);
        this.code = code;
        this.problem = problem;
    }

    ExitCode code() {
        return code;
    }

    byte @Nullable [] problem() {
        return problem;
    }

    /** The kind of failure: as the problem document names it, else what comes closest to the exit code. */
    FailureKind kind() {
        if (problem != null) {
            return kind(JsonSlice.parse("problem", problem).object());
        }
        return switch (code) {
            case USAGE -> FailureKind.INVALID_ARGUMENT;
            case NOT_FOUND -> FailureKind.NOT_FOUND;
            case PRECONDITION_FAILED -> FailureKind.CONFLICT;
            case UNAVAILABLE -> FailureKind.UNAVAILABLE;
            case OK, FAILURE -> FailureKind.INTERNAL;
        };
    }

    /** The last part of the type of a problem document is the kind of failure. */
    static FailureKind kind(JsonObject problem) {
        var type = problem.value("type").map(JsonSlice::string).orElse("");
        var name = type.substring(type.lastIndexOf('/') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
        return Arrays.stream(FailureKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElse(FailureKind.INTERNAL);
    }
}
