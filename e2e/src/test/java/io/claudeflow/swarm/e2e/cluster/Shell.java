package io.claudeflow.swarm.e2e.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands in the root of the repository, without standard input, each within a deadline. */
record Shell(Path directory, Map<String, String> environment) {
    private static final int TIMED_OUT = 124;

    /**
     * Runs a command to its end and returns what it wrote to standard output.
     *
     * @throws CommandFailed for another exit code than 0 and after the deadline; its message holds standard error too
     */
    String run(Duration deadline, List<String> command) {
        return run(deadline, command, "");
    }

    /** The same, with a text on standard input. */
    String run(Duration deadline, List<String> command, String input) {
        try {
            var out = Files.createTempFile("command", ".out");
            var err = Files.createTempFile("command", ".err");
            try {
                var process = builder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    // It ended without reading; its exit code tells why.
                }
                int exitCode = exitCode(process, deadline);
                var output = Files.readString(out);
                if (exitCode != 0) {
                    throw new CommandFailed(command, exitCode, output + Files.readString(err));
                }
                return output;
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** Starts a command that goes on; both of its outputs are one. */
    Process start(List<String> command) {
        try {
            return builder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static int exitCode(Process process, Duration deadline) {
        try {
            if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return TIMED_OUT;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
