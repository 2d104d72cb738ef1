package io.claudeflow.swarm.memory.cli;

import io.claudeflow.swarm.memory.config.InvalidConfigurationException;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.logging.LogSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * What the commands that Jobs run have in common: the outcome is one line of JSON on standard output and, for
 * Kubernetes, in the file of the container's termination message. A Job is not tried again after the exit codes
 * {@link ExitCode#USAGE} and {@link ExitCode#NOT_FOUND}: the next attempt would end in the same way.
 */
final class LastWords {
    /** What Kubernetes keeps of a termination message. */
    static final int MAX_BYTES = 4096;

    @Option(
            names = "--termination-log",
            paramLabel = "FILE",
            description = "Write the outcome there too, as one line of JSON of at most 4096 bytes.")
    private @Nullable Path file;

    /** An outcome that can be said in few bytes. */
    interface Report {
        /** The outcome as one line of JSON, shortened until it fits, if it can be. */
        byte[] json(int limit);

        /** What the process ends with; {@link ExitCode#OK} when the work is done. */
        ExitCode code();
    }

    /** Whether somebody waits for them: the command is run by a Job. */
    boolean wanted() {
        return file != null;
    }

    /** Does the work and says how it went; returns the exit code. Standard output is for the outcome alone. */
    int after(Supplier<? extends Report> work) {
        LogSetup.apply("warn", "text");
        try {
            var report = work.get();
            say(report);
            return report.code().code();
        } catch (CommandFailure e) {
            return failed(e.kind(), e);
        } catch (MemoryException e) {
            return failed(e.kind(), e);
        } catch (InvalidConfigurationException e) {
            return failed(ExitCode.USAGE, "InvalidConfiguration", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(ExitCode.FAILURE, "Internal", e.toString());
            throw e;
        }
    }

    private int failed(FailureKind kind, RuntimeException failure) {
        return failed(ExitCode.of(kind), reason(kind), String.valueOf(failure.getMessage()));
    }

    private int failed(ExitCode code, String reason, String message) {
        System.err.println("swarm-memory: " + message);
        say(JobReport.failed(reason, message));
        return code.code();
    }

    /** Writes the outcome. */
    void say(Report report) {
        var json = report.json(MAX_BYTES);
        var out = ClientCommand.out();
        out.write(json, 0, json.length);
        out.println();
        out.flush();
        if (file != null) {
            try {
                Files.write(file, json);
            } catch (IOException e) {
                System.err.println("swarm-memory: " + file + " cannot be written: " + e.getMessage());
            }
        }
    }

    /** The kind of a failure as one word, such as {@code StorageFull}. */
    static String reason(FailureKind kind) {
        var words = new StringBuilder();
        for (var word : kind.name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    /** The text, cut to so many letters when it has more. */
    static String cut(String text, int letters) {
        if (text.length() <= letters) {
            return text;
        }
        return letters == 0 ? "" : text.substring(0, letters - 1) + "…";
    }
}
