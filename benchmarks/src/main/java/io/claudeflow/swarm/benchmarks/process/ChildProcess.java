package io.claudeflow.swarm.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server started by the harness, with its output in a file. Closing it asks it to end, then ends it and whatever it
 * started. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 40;

    private final String name;
    private final Process process;
    private final Path output;
    private final String stopSignal;

    private ChildProcess(String name, Process process, Path output, String stopSignal) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.stopSignal = stopSignal;
    }

    /**
     * Starts it in the directory, output and errors to {@code <name>.log} there.
     *
     * @param stopSignal what {@code kill} sends to end it in order, such as {@code TERM}
     */
    public static ChildProcess start(
            String name, Path directory, List<String> command, Map<String, String> environment, String stopSignal)
            throws IOException {
        Path output = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new ChildProcess(name, builder.start(), output, stopSignal);
    }

    /**
     * Waits until the question is answered with yes.
     *
     * @throws IOException with the end of its output, when the process ends first or the time is over
     */
    public void awaitReady(Duration atMost, Readiness ready) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.isReady()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException(name + " ended with " + process.exitValue() + " before it was ready\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(name + " was not ready after " + atMost.toSeconds() + " s\n" + tail());
            }
        }
    }

    /**
     * Waits until it ends.
     *
     * @throws IOException with the end of its output, when it does not end in time or not with 0
     */
    public void awaitSuccess(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " did not end within " + atMost.toSeconds() + " s\n" + tail());
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " ended with " + process.exitValue() + "\n" + tail());
        }
    }

    /** Whether a server answers as it should; asked again and again while it starts. */
    @FunctionalInterface
    public interface Readiness {
        boolean isReady();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time that it and its children have used until now; in steps of 10 ms. */
    public long cpuNanos() {
        return ProcessUsage.cpuNanos(process.toHandle());
    }

    /** Memory that it and its children hold in RAM now. */
    public long residentBytes() {
        return ProcessUsage.residentBytes(process.toHandle());
    }

    /** The last lines it wrote. */
    public String tail() {
        try (Stream<String> lines = Files.lines(output)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(no output: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        try {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + stopSignal, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor();
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
