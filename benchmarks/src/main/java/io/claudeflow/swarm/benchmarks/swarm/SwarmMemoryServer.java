package io.claudeflow.swarm.benchmarks.swarm;

import io.claudeflow.swarm.benchmarks.grpc.GrpcPeer;
import io.claudeflow.swarm.benchmarks.grpc.GrpcWatch;
import io.claudeflow.swarm.benchmarks.http.HttpConnection;
import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.peer.WatchPeer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The memory service as {@code mvn package} leaves it, with its own defaults; one process behind both of its rows. */
public final class SwarmMemoryServer implements PeerServer {
    /** The name of the database in the directory that a server is given. */
    public static final String DATABASE = "swarm-memory.db";

    private static final Duration START = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

    private final ChildProcess process;
    private final int httpPort;
    private final int grpcPort;
    private final String swarm;
    private final Path database;
    private final String version;
    private final Map<String, String> overrides;

    private SwarmMemoryServer(
            ChildProcess process,
            int httpPort,
            int grpcPort,
            String swarm,
            Path database,
            String version,
            Map<String, String> overrides) {
        this.process = process;
        this.swarm = swarm;
        this.database = database;
        this.httpPort = httpPort;
        this.grpcPort = grpcPort;
        this.version = version;
        this.overrides = overrides;
    }

    /**
     * Starts {@code swarm-memory serve} on free ports, its database in the directory.
     *
     * @param launcher {@code bin/swarm-memory} of the distribution
     * @param overrides further settings, named as the service names them in its environment
     */
    public static SwarmMemoryServer start(Path launcher, Path directory, Map<String, String> overrides, Cleanup cleanup)
            throws IOException, InterruptedException {
        return start(launcher, directory, overrides, UnaryOperator.identity(), cleanup);
    }

    /**
     * As {@link #start(Path, Path, Map, Cleanup)}.
     *
     * @param within what becomes of the command, such as a command that enters a control group first and then becomes
     *     the service
     */
    public static SwarmMemoryServer start(
            Path launcher,
            Path directory,
            Map<String, String> overrides,
            UnaryOperator<List<String>> within,
            Cleanup cleanup)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(launcher)) {
            throw new IOException(launcher + " is not there; build it with: mvn -pl memory-service -am package");
        }
        List<Integer> ports = FreePort.choose(3);
        Map<String, String> environment = new HashMap<>();
        environment.put("SWARM_JAVA_HOME", System.getProperty("java.home"));
        String swarm = overrides.getOrDefault("SWARM_ID", "bench-" + Long.toHexString(RANDOM.nextLong()));
        Path database = directory.resolve(DATABASE);
        environment.put("SWARM_ID", swarm);
        environment.put("DB_PATH", database.toString());
        environment.put("BIND_ADDRESS", "127.0.0.1");
        environment.put("HTTP_PORT", ports.get(0).toString());
        environment.put("GRPC_PORT", ports.get(1).toString());
        environment.put("METRICS_PORT", ports.get(2).toString());
        environment.putAll(overrides);
        ChildProcess process = cleanup.open(() -> ChildProcess.start(
                "swarm-memory",
                directory,
                within.apply(List.of(launcher.toAbsolutePath().toString(), "serve")),
                environment,
                "TERM"));
        process.awaitReady(START, () -> isReady(ports.get(0), swarm));
        return new SwarmMemoryServer(
                process, ports.get(0), ports.get(1), swarm, database, readVersion(ports.get(0)), overrides);
    }

    /** The name of the swarm tells that nobody else took the port in the meantime. */
    private static boolean isReady(int port, String swarm) {
        try (HttpConnection connection = HttpConnection.open(port)) {
            return connection.send("GET", "/readyz", "", new byte[0]).status() == 200
                    && stats(connection).contains('"' + swarm + '"');
        } catch (IOException e) {
            return false;
        }
    }

    private static String readVersion(int port) throws IOException {
        try (HttpConnection connection = HttpConnection.open(port)) {
            Matcher version = VERSION.matcher(stats(connection));
            return version.find() ? version.group(1) : "unknown";
        }
    }

    private static String stats(HttpConnection connection) throws IOException {
        return new String(connection.send("GET", "/v1/stats", "", new byte[0]).body(), StandardCharsets.UTF_8);
    }

    /** A connection for any operation of the service. */
    public MemoryApi open() throws PeerException {
        return MemoryApi.open(httpPort);
    }

    /** Where commands reach it. */
    public String url() {
        return "http://127.0.0.1:" + httpPort;
    }

    /** The swarm it serves: a name that nobody else has. */
    public String swarm() {
        return swarm;
    }

    /** Its database file. */
    public Path database() {
        return database;
    }

    /** A backup in its directory of backups. */
    public Path backup(String name) {
        return database.resolveSibling("backups").resolve(name);
    }

    /** The ways to watch it. */
    public List<WatchPeer> watches() {
        return List.of(new EventsWatch(httpPort), new GrpcWatch(grpcPort));
    }

    @Override
    public String name() {
        return "swarm-memory";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String settings() {
        String own = "synchronous=FULL, WAL, one writer with group commit; otherwise its defaults"
                + " (cache of 1,000 entries, 2 read connections)";
        return overrides.isEmpty() ? own : own + "; but " + new TreeMap<>(overrides);
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public List<Peer> peers() {
        return List.of(new HttpPeer(this, httpPort), new GrpcPeer(this, grpcPort));
    }
}
