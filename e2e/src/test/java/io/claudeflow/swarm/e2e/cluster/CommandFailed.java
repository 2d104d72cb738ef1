package io.claudeflow.swarm.e2e.cluster;

import java.util.List;

/** A command that ended with another exit code than 0; the message holds the command and all it printed. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailed(List<String> command, int exitCode, String output) {
        super("exit code %d of: %s%n%s".formatted(exitCode, String.join(" ", command), output));
        this.exitCode = exitCode;
    }

    /** The exit code; 124 when the command was ended because it took too long. */
    public int exitCode() {
        return exitCode;
    }
}
