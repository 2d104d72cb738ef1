package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write-ahead log that was damaged after it was written: SQLite ends its reading there without a word. */
class LogCheckTest {
    private static final int ENTRIES = 30;
    private static final int FRAME = 24 + SqliteConnections.PAGE_SIZE;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Path path;
    private Path log;

    /** What a killed process leaves: the files of an open database, one transaction for each entry in its log. */
    @BeforeEach
    void kill() throws IOException {
        var live = directory.resolve("live.db");
        path = directory.resolve("memory.db");
        log = directory.resolve("memory.db-wal");
        try (var database = Database.open(TestDatabases.config(live, true), clock, EngineListener.NONE)) {
            var entries = entries(database);
            for (int i = 0; i < ENTRIES; i++) {
                entries.put(Put.of(new EntryKey("s", "n", "key" + i), EntryValue.text("value " + i)));
            }
            Files.copy(live, path);
            Files.copy(directory.resolve("live.db-wal"), log);
        }
    }

    private static EntryStore entries(Database database) {
        return new SqliteEntryStore(database, new ValueCodec(Compression.NONE, 100, 1 << 20), key -> {});
    }

    private long stored(DatabaseConfig config) {
        try (var database = Database.open(config, clock, EngineListener.NONE)) {
            return entries(database).statistics("s").entries();
        }
    }

    private long frames() throws IOException {
        return (Files.size(log) - 32) / FRAME;
    }

    private void flip(long position) throws IOException {
        try (var channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var one = ByteBuffer.allocate(1);
            channel.read(one, position);
            channel.write(one.put(0, (byte) (one.get(0) ^ 4)).flip(), position);
        }
    }

    private void assertRefused(String where) throws IOException {
        var before = Files.readAllBytes(log);
        assertThatThrownBy(() -> stored(TestDatabases.config(path, true)))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CORRUPT))
                .hasMessageContainingAll("memory.db-wal is damaged: " + where, "would be lost", "restore a backup");
        assertThat(Files.readAllBytes(log)).isEqualTo(before);
    }

    @Test
    void soundLog_isReadToItsEnd() {
        assertThat(stored(TestDatabases.config(path, true))).isEqualTo(ENTRIES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 18, 24, 4000})
    void damagedFrame_isRefusedInsteadOfLosingWhatFollows(int offset) throws IOException {
        long frame = frames() / 2;
        flip(32 + frame * FRAME + offset);
        assertRefused("frame " + (frame + 1) + " is not as it was written");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 17, 25})
    void damagedHeader_isRefusedInsteadOfLosingEverything(int offset) throws IOException {
        flip(offset);
        assertRefused("its header is not as it was written");
    }

    @Test
    void tornEnd_isThatOfAWriteThatNobodyWasTold() throws IOException {
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(log) - FRAME / 2);
        }
        assertThat(stored(TestDatabases.config(path, true))).isEqualTo(ENTRIES - 1);
    }

    @Test
    void damageInTheLastTransaction_looksLikeATornOne() throws IOException {
        flip(32 + (frames() - 1) * FRAME + 100);
        assertThat(stored(TestDatabases.config(path, true))).isEqualTo(ENTRIES - 1);
    }

    @Test
    void logThatIsNotSynchronised_mayHaveGaps() throws IOException {
        flip(32 + frames() / 2 * FRAME + 100);
        assertThat(stored(TestDatabases.quick(path))).isPositive().isLessThan(ENTRIES);
    }

    @Test
    void garbageAfterAnEmptiedLog_isNothing() throws IOException {
        Files.write(log, new byte[0]);
        assertThat(LogCheck.damage(log, SqliteConnections.PAGE_SIZE)).isNull();
        Files.write(log, new byte[3 * FRAME]);
        assertThat(LogCheck.damage(log, SqliteConnections.PAGE_SIZE)).isNull();
    }
}
