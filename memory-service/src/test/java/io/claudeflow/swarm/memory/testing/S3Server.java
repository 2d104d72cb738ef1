package io.claudeflow.swarm.memory.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real S3 server in a process of its own ({@code dev/s3/server}), which checks signatures. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "memories";

    private static final Path SCRIPT =
            Path.of("../dev/s3/server").toAbsolutePath().normalize();

    private final Process process;
    private final Path objects;
    private final String endpoint;

    private S3Server(Process process, Path objects, String endpoint) {
        this.process = process;
        this.objects = objects;
        this.endpoint = endpoint;
    }

    /** Starts a server with an empty bucket; compiles it first when that was never done on this machine. */
    public static S3Server start(Path directory, String scheme, List<String> options) throws Exception {
        var compiler = new ProcessBuilder(SCRIPT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(directory.resolve("compiler.log").toFile())
                .start();
        assertThat(compiler.waitFor(15, TimeUnit.MINUTES)).isTrue();
        assertThat(compiler.exitValue()).as("dev/s3/server").isZero();
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var objects = directory.resolve("objects");
        Files.createDirectories(objects.resolve(BUCKET));
        var command = new ArrayList<>(List.of(SCRIPT.toString(), "run", directory.toString(), "127.0.0.1:" + port));
        command.addAll(options);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("server.log").toFile())
                .start();
        var server = new S3Server(process, objects, scheme + "://127.0.0.1:" + port);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.answers(port));
        return server;
    }

    public static S3Server start(Path directory) throws Exception {
        return start(directory, "http", List.of());
    }

    private boolean answers(int port) {
        assertThat(process.isAlive()).as("the S3 server runs").isTrue();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public String endpoint() {
        return endpoint;
    }

    /** The variables with which a Job reaches it. */
    public Map<String, String> environment() {
        return Map.of(
                "S3_ENDPOINT", endpoint,
                "S3_REGION", "us-east-1",
                "S3_PATH_STYLE", "true",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "testsecret");
    }

    /** Where the server keeps an object of the bucket. */
    public Path file(String key) {
        return objects.resolve(BUCKET).resolve(key);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
