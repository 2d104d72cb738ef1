package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit whose frames are whole in the log, and which SQLite did not come to count: the state after an fsync that
 * failed. It is made of the log of another database that did come to it.
 */
class RefusedCommitTest {
    private static final EntryKey KEY = new EntryKey("s", "n", "key");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Path path;
    private byte[] refused;

    @BeforeEach
    void commitTwice() throws IOException {
        var live = directory.resolve("live.db");
        path = directory.resolve("memory.db");
        try (var database = Database.open(TestDatabases.config(live, true), clock, EngineListener.NONE)) {
            entries(database).put(Put.of(KEY, EntryValue.text("acknowledged")));
            Files.copy(live, path);
            Files.copy(log(live), log(path));
            int acknowledged = (int) Files.size(log(path));
            entries(database).put(Put.of(KEY, EntryValue.text("refused")));
            var both = Files.readAllBytes(log(live));
            refused = Arrays.copyOfRange(both, acknowledged, both.length);
        }
    }

    private static Path log(Path database) {
        return database.resolveSibling(database.getFileName() + "-wal");
    }

    private static EntryStore entries(Database database) {
        return new SqliteEntryStore(database, new ValueCodec(Compression.NONE, 100, 1 << 20), key -> {});
    }

    private interface Work {
        void with(SqliteSession session) throws SQLException;
    }

    /** What a start finds after the process was killed behind {@code work}. */
    private @Nullable EntryValue foundAfter(Work work) throws IOException, SQLException {
        var config = TestDatabases.config(path, true);
        var crashed = directory.resolve("crashed.db");
        try (var session = new SqliteConnections(config).checkpointer()) {
            assertThat(session.queryLong("SELECT count(*) FROM memory_store")).isEqualTo(1);
            Files.write(log(path), refused, StandardOpenOption.APPEND);
            work.with(session);
            Files.copy(path, crashed);
            Files.copy(log(path), log(crashed));
        }
        try (var database = Database.open(TestDatabases.config(crashed, true), clock, EngineListener.NONE)) {
            return entries(database).get(KEY, ReadMode.UNCOUNTED).orElseThrow().value();
        }
    }

    @Test
    void leftAlone_isFoundAfterACrash() throws IOException, SQLException {
        assertThat(foundAfter(session -> {})).isEqualTo(EntryValue.text("refused"));
    }

    @Test
    void overwritten_isGone() throws IOException, SQLException {
        assertThat(foundAfter(RefusedCommit::overwrite)).isEqualTo(EntryValue.text("acknowledged"));
    }
}
