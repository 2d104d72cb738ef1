package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Delete;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Precondition;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A full disk fails writes and nothing else, and the store recovers by itself when there is space again. */
class FullDiskTest {
    private static final int VALUE_BYTES = 20_000;

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    private Database open(Path path) {
        return Database.open(TestDatabases.config(path, true), clock, EngineListener.NONE);
    }

    private static EntryStore store(Database database) {
        return new SqliteEntryStore(database, new ValueCodec(Compression.NONE, 0, 16 << 20), key -> {});
    }

    private static Put put(int i) {
        var value = new byte[VALUE_BYTES];
        new Random(i).nextBytes(value);
        return Put.of(key(i), EntryValue.bytes(value));
    }

    private static EntryKey key(int i) {
        return new EntryKey("swarm", "default", "key" + i);
    }

    /** Writes until the disk is full and returns how many entries were stored. */
    private static int fill(EntryStore store) {
        for (int i = 0; i < 10_000; i++) {
            try {
                store.put(put(i));
            } catch (MemoryException e) {
                assertThat(e.kind()).isEqualTo(FailureKind.STORAGE_FULL);
                return i;
            }
        }
        throw new AssertionError("the disk never became full");
    }

    private static void assertReadable(EntryStore store, int entries) {
        for (int i = 0; i < entries; i++) {
            assertThat(store.get(key(i), ReadMode.COUNTED).orElseThrow().value())
                    .isEqualTo(put(i).value());
        }
        assertThat(store.get(key(entries), ReadMode.COUNTED)).isEmpty();
    }

    @Test
    void pages_exhausted_failWritesUntilThereIsSpace() {
        try (var database = open(directory.resolve("memory.db"))) {
            var store = store(database);
            database.<Long>pause(session -> session.queryLong("PRAGMA max_page_count=200"));
            int stored = fill(store);
            assertReadable(store, stored);
            long revision = database.newest().number();
            assertThatThrownBy(() -> store.put(put(stored)))
                    .isInstanceOf(MemoryException.class)
                    .hasMessageContaining("nothing was written");
            assertThat(database.newest().number()).isEqualTo(revision);
            assertThat(store.delete(new Delete(key(0), Precondition.NONE)).found())
                    .isTrue();
            assertThat(store.put(put(0)).created()).isTrue();
            database.<Long>pause(session -> session.queryLong("PRAGMA max_page_count=100000"));
            assertThat(store.put(put(stored)).revision().number()).isEqualTo(revision + 3);
        }
    }

    @Test
    void volume_full_failsWritesUntilThereIsSpace() throws Exception {
        onVolume("3m", this::fillVolume);
    }

    @Test
    void volume_full_saysAtMostOnceThatCheckpointsFail() throws Exception {
        withWarnings(lines -> {
            onVolume("7m", volume -> {
                try (var database = open(volume.resolve("memory.db"))) {
                    fill(store(database));
                    await().during(Duration.ofSeconds(2)).until(() -> lines.size() <= 1);
                }
            });
            assertThat(lines)
                    .as("without a stack trace")
                    .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
        });
    }

    @Test
    void checkpoint_failed_succeedsOnceThereIsSpace() throws Exception {
        withWarnings(lines -> onVolume("32m", volume -> {
            var path = volume.resolve("memory.db");
            try (var database = open(path)) {
                long room = 10L << 20;
                var ballast = Files.write(
                        volume.resolve("ballast"), new byte[(int) (new DatabaseFiles(path).diskFreeBytes() - room)]);
                store(database).put(Put.of(key(0), EntryValue.bytes(new byte[(int) room * 5 / 6])));
                await().until(() -> !lines.isEmpty());
                assertThatThrownBy(() -> database.pause(Checkpointer::truncate))
                        .isInstanceOfSatisfying(
                                MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.STORAGE_FULL));
                Files.delete(ballast);
                await().until(() -> Files.size(path) > room / 2);
                await().until(() -> database.pause(Checkpointer::truncate));
            }
        }));
    }

    private interface WithWarnings {
        void use(List<ILoggingEvent> lines) throws Exception;
    }

    /** With what the checkpointer warns of. */
    private static void withWarnings(WithWarnings use) throws Exception {
        var log = (Logger) LoggerFactory.getLogger(Checkpointer.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.WARN);
        try {
            use.use(lines.list);
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
    }

    @Test
    void volume_full_canBeEmptiedAndFilledAgain() throws Exception {
        onVolume("64m", volume -> {
            try (var database = open(volume.resolve("memory.db"))) {
                var store = store(database);
                int stored = fill(store);
                assertReadable(store, stored);
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < stored; i++) {
                        assertThat(store.delete(new Delete(key(i), Precondition.NONE))
                                        .found())
                                .as("round %d, entry %d of %d", round, i, stored)
                                .isTrue();
                    }
                    int before = stored;
                    stored = fill(store);
                    assertThat(stored).as("the volume is not used up").isGreaterThan(before * 3 / 4);
                    assertReadable(store, stored);
                }
                assertThat(store.clear("swarm", "default").entries()).isEqualTo(stored);
            }
        });
    }

    @Test
    void volume_full_hasRoomForACollection() throws Exception {
        onVolume("64m", volume -> {
            var config = EngineConfig.defaults(volume.resolve("memory.db")).withCache(0, 0);
            try (var engine = MemoryEngine.open(config, clock, EngineListener.NONE)) {
                for (int i = 0; i < 100; i++) {
                    engine.entries().put(expiring(i));
                }
                fill(engine.entries());
                clock.advance(Duration.ofHours(1));
                assertThat(engine.maintenance().gc().deleted()).isEqualTo(100);
                assertThat(engine.entries().put(expiring(0)).created()).isTrue();
                var report = engine.insight().emergency().run("swarm", 1L << 20, true, false);
                assertThat(report.errors()).isEmpty();
                assertThat(report.enough()).isTrue();
            }
        });
    }

    @Test
    void volume_fullToTheLastByte_isNamedAtAStart() throws Exception {
        onVolume("8m", volume -> {
            var path = volume.resolve("memory.db");
            open(path).close();
            try (var ballast = Files.newOutputStream(volume.resolve("ballast"))) {
                assertThatThrownBy(() -> {
                            while (true) {
                                ballast.write(new byte[4096]);
                            }
                        })
                        .hasMessageContaining("No space left");
            }
            assertThatThrownBy(() -> open(path))
                    .as("the operator tells a full disk by these words")
                    .hasMessageContaining("no space left for the database");
        });
    }

    private static Put expiring(int i) {
        var value = put(i).value();
        var key = new EntryKey("swarm", "short", "key" + i);
        return new Put(key, value, new Ttl.Seconds(60), Tags.NONE, Put.NO_METADATA, Precondition.NONE);
    }

    private interface OnVolume {
        void use(Path volume) throws Exception;
    }

    /** A real volume: a temporary file system, which only root can mount. */
    private void onVolume(String size, OnVolume use) throws Exception {
        var volume = Files.createDirectory(directory.resolve("volume"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", volume.toString()) == 0;
        if (!mounted) {
            assertThat(System.getProperty("user.name"))
                    .as("mounting failed as root")
                    .isNotEqualTo("root");
        }
        assumeThat(mounted).as("only root can mount a small volume").isTrue();
        try {
            use.use(volume);
        } finally {
            assertThat(run("umount", volume.toString())).isZero();
        }
    }

    private void fillVolume(Path volume) throws Exception {
        var ballast = Files.write(volume.resolve("ballast"), new byte[1 << 20]);
        var path = volume.resolve("memory.db");
        try (var database = open(path)) {
            var store = store(database);
            int stored = fill(store);
            assertThat(stored).isPositive();
            assertReadable(store, stored);
            assertThatThrownBy(() -> store.put(put(stored))).isInstanceOf(MemoryException.class);
            Files.delete(ballast);
            assertThat(store.put(put(stored)).created()).isTrue();
            assertReadable(store, stored + 1);
        }
        try (var database = open(path)) {
            assertThat(new SqliteMaintenance(database, EngineListener.NONE, 1000, Duration.ofDays(1))
                            .integrityCheck()
                            .problems())
                    .isEmpty();
        }
    }

    private static int run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
