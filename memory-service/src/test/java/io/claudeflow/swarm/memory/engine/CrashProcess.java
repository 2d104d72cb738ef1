package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a program that never ends by itself and kills it, as a kernel does that is out of memory. */
final class CrashProcess {
    private CrashProcess() {}

    /**
     * Starts the program, kills it (SIGKILL) after so many lines of its standard output, and returns all lines that
     * reached the pipe whole. Each line acknowledges something.
     */
    static List<String> runAndKill(Class<?> program, List<String> arguments, int lines) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        var child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var acknowledged = new ArrayList<String>();
        try (BufferedReader output = child.inputReader()) {
            for (int i = 0; i < lines; i++) {
                acknowledged.add(whole(output.readLine()));
            }
            assertThat(child.toHandle().destroyForcibly()).isTrue();
            // What was acknowledged before the kill still lies in the pipe; a cut last line does not count.
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                if (output.ready()) {
                    acknowledged.add(line);
                }
            }
        }
        return acknowledged;
    }

    private static String whole(@Nullable String line) {
        if (line == null) {
            throw new AssertionError("the child ended by itself");
        }
        return line;
    }
}
