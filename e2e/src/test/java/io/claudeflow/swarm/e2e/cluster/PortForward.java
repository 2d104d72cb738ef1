package io.claudeflow.swarm.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** A running {@code kubectl port-forward} to a free local port; it ends with {@link #close()} or with its pod. */
public final class PortForward implements AutoCloseable {
    private static final Pattern FORWARDING = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ->.*");

    private final Process process;
    private final int localPort;

    private PortForward(Process process, int localPort) {
        this.process = process;
        this.localPort = localPort;
    }

    static PortForward open(Shell shell, List<String> command) {
        var process = shell.start(command);
        var output = new StringBuilder();
        try {
            var reader = process.inputReader();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                var match = FORWARDING.matcher(line);
                if (match.matches()) {
                    drain(reader);
                    return new PortForward(process, Integer.parseInt(match.group(1)));
                }
            }
            throw new CommandFailed(command, process.waitFor(), output.toString());
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException("cannot read what kubectl port-forward says", e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The port on 127.0.0.1. */
    public int localPort() {
        return localPort;
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** It prints a line per connection and stops when nobody reads them. */
    private static void drain(BufferedReader reader) {
        Thread.ofVirtual().start(() -> {
            try (reader) {
                reader.lines().forEach(line -> {});
            } catch (IOException | UncheckedIOException e) {
                // The process has ended.
            }
        });
    }
}
