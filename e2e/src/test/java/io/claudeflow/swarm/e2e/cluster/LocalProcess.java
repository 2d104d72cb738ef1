package io.claudeflow.swarm.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** A program that a test starts and ends, and what it uses of the machine. Both of its outputs go to one file. */
public final class LocalProcess implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Process process;
    private final Path log;

    private LocalProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program in the root of the repository. */
    public static LocalProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        var builder = new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new LocalProcess(builder.redirectOutput(log.toFile()).start(), log);
    }

    /**
     * The operator as {@code make dist} builds it, with the heap of its image.
     *
     * @param settings its environment, besides the kubeconfig and the port
     */
    public static LocalProcess operator(ControlPlane plane, int port, String name, Map<String, String> settings)
            throws IOException {
        var environment = new HashMap<>(settings);
        environment.put("KUBECONFIG", plane.operatorKubeconfig().toString());
        environment.put("MANAGEMENT_PORT", String.valueOf(port));
        environment.put("POD_NAME", name);
        return start(
                List.of(program("operator", "swarm-operator")),
                environment,
                plane.folder().resolve(name + ".log"));
    }

    /** The launcher of a distribution. */
    public static String program(String module, String name) {
        var launcher = ROOT.resolve(module + "/target/dist/bin/" + name);
        require(launcher, "built by make dist");
        return launcher.toString();
    }

    /** Aborts the test, under {@code CI=true} fails it, when a program is not there. */
    public static void require(Path program, String expected) {
        if (Files.isExecutable(program)) {
            return;
        }
        var message = "no program " + program + " (expected: " + expected + ")";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        throw new TestAbortedException(message);
    }

    /** What a command writes, which must end well. */
    public static String output(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " ended with code " + process.exitValue() + ": " + text);
        }
        return text;
    }

    /** A port of loopback that nobody uses. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Reads a page of loopback. */
    public static String get(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        }
    }

    /** Waits until a page answers well. */
    public LocalProcess awaitPage(String url) {
        Awaitility.await(url + "; the log is " + log)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError(
                                "it ended with code " + process.exitValue() + ": " + Files.readString(log));
                    }
                    get(url);
                    return true;
                });
        return this;
    }

    /** Memory that is resident, in bytes. */
    public long residentBytes() throws IOException {
        return memory("VmRSS");
    }

    /** The most memory that ever was resident, in bytes. */
    public long peakBytes() throws IOException {
        return memory("VmHWM");
    }

    private long memory(String figure) throws IOException {
        var status = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status"));
        var found = Pattern.compile(figure + ":\\s+(\\d+) kB").matcher(status);
        if (!found.find()) {
            throw new IOException("/proc says nothing about process " + process.pid());
        }
        return Long.parseLong(found.group(1)) * 1024;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** {@code kill -9}: nothing is given back, nothing is said. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
