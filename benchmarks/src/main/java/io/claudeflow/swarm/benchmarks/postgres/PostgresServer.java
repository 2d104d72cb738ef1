package io.claudeflow.swarm.benchmarks.postgres;

import io.claudeflow.swarm.benchmarks.peer.Peer;
import io.claudeflow.swarm.benchmarks.peer.PeerClient;
import io.claudeflow.swarm.benchmarks.peer.PeerException;
import io.claudeflow.swarm.benchmarks.peer.PeerServer;
import io.claudeflow.swarm.benchmarks.process.ChildProcess;
import io.claudeflow.swarm.benchmarks.process.Cleanup;
import io.claudeflow.swarm.benchmarks.process.FreePort;
import io.claudeflow.swarm.benchmarks.process.Unprivileged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** PostgreSQL with its own defaults, durability included, and one table of keys and values. */
public final class PostgresServer implements PeerServer, Peer {
    private static final Duration INIT = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofSeconds(30);
    private static final String SUPERUSER = "bench";

    private final ChildProcess process;
    private final String url;
    private final String version;
    private final String settings;

    private PostgresServer(ChildProcess process, String url, String version, String settings) {
        this.process = process;
        this.url = url;
        this.version = version;
        this.settings = settings;
    }

    /**
     * Creates a database cluster in the directory and starts it on a free port. As root everything runs as an
     * unprivileged user, because PostgreSQL refuses root.
     *
     * @param programs the directory with {@code initdb} and {@code postgres}
     */
    public static PostgresServer start(Path programs, Path directory, Unprivileged user, Cleanup cleanup)
            throws IOException, InterruptedException, SQLException {
        Path data = Files.createDirectory(directory.resolve("data"));
        user.own(directory);
        user.own(data);
        ChildProcess init = cleanup.open(() -> ChildProcess.start(
                "initdb",
                directory,
                user.command(List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=" + SUPERUSER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C")),
                Map.of(),
                "TERM"));
        init.awaitSuccess(INIT);

        int port = FreePort.choose(1).getFirst();
        ChildProcess process = cleanup.open(() -> ChildProcess.start(
                "postgres", directory, user.command(command(programs, data, directory, port)), Map.of(), "INT"));
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        process.awaitReady(START, () -> answers(url));
        try (Connection connection = open(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entries (key text PRIMARY KEY, value bytea NOT NULL)");
            return new PostgresServer(process, url, show(statement, "server_version"), settings(statement));
        }
    }

    private static List<String> command(Path programs, Path data, Path directory, int port) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        List<String> settings = List.of(
                "listen_addresses=127.0.0.1",
                "port=" + port,
                "unix_socket_directories=" + directory,
                "fsync=on",
                "synchronous_commit=on");
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    private static String settings(Statement statement) throws SQLException {
        List<String> shown = new ArrayList<>();
        for (String name : List.of("synchronous_commit", "fsync", "full_page_writes", "wal_sync_method")) {
            shown.add(name + " " + show(statement, name));
        }
        return String.join(", ", shown) + "; otherwise its defaults (shared_buffers "
                + show(statement, "shared_buffers") + "); upsert by prepared statement over JDBC, autocommit";
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean answers(String url) {
        try (Connection connection = open(url)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Connection open(String url) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String settings() {
        return settings;
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
            return PostgresClient.over(open(url));
        } catch (SQLException e) {
            throw PeerException.lost("connecting to PostgreSQL: " + e.getMessage(), e);
        }
    }
}
