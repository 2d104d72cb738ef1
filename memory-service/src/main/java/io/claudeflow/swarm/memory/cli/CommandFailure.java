package io.claudeflow.swarm.memory.cli;

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
}
