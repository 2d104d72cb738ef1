package io.claudeflow.swarm.benchmarks.redis;

import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Redis that answers a write after its append-only file is on the disk ({@code appendfsync always}). */
public final class RedisServer implements PeerServer, Peer {
    private static final Duration START = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final int port;
    private final String version;

    private RedisServer(ChildProcess process, int port, String version) {
        this.process = process;
        this.port = port;
        this.version = version;
    }

    /** Starts it on a free port and waits until it answers; what it writes stays in the directory. */
    public static RedisServer start(Path program, Path directory, Cleanup cleanup)
            throws IOException, InterruptedException, PeerException {
        int port = FreePort.choose(1).getFirst();
        List<String> command = List.of(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--daemonize",
                "no",
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always");
        ChildProcess process = cleanup.open(() -> ChildProcess.start("redis", directory, command, Map.of(), "TERM"));
        process.awaitReady(START, () -> answers(port));
        return new RedisServer(process, port, readVersion(port));
    }

    private static boolean answers(int port) {
        try (RespConnection connection = RespConnection.open(port)) {
            return connection.call("PING") != null;
        } catch (IOException | PeerException e) {
            return false;
        }
    }

    private static String readVersion(int port) throws IOException, PeerException {
        try (RespConnection connection = RespConnection.open(port)) {
            byte[] info = connection.call("INFO", "server".getBytes(StandardCharsets.US_ASCII));
            String text = info == null ? "" : new String(info, StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()))
                    .findFirst()
                    .orElseThrow(() -> PeerException.refused("INFO server names no redis_version"));
        }
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String settings() {
        return "appendonly yes, appendfsync always, save \"\"; otherwise its defaults; the whole data set in memory";
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public List<Peer> peers() {
        return List.of(this);
    }

    @Override
    public PeerServer server() {
        return this;
    }

    @Override
    public PeerClient connect() throws PeerException {
        try {
            return RespConnection.open(port);
        } catch (IOException e) {
            throw PeerException.lost("connecting to Redis: " + e, e);
        }
    }
}
