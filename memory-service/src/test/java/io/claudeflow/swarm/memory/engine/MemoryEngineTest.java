package io.claudeflow.swarm.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEngineTest {
    private static final EntryKey KEY = new EntryKey("swarm", "default", "key");

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    private MemoryEngine open(EngineConfig config) {
        return MemoryEngine.open(config, clock, EngineListener.NONE);
    }

    private EngineConfig config() {
        return EngineConfig.defaults(directory.resolve("deep/er/memory.db"));
    }

    @Test
    void shouldKeepEntriesWhenReopened() {
        try (var engine = open(config())) {
            engine.entries().put(Put.of(KEY, EntryValue.json("{\"a\":1}")));
        }
        try (var engine = open(config())) {
            var entry = engine.entries().get(KEY, ReadMode.COUNTED).orElseThrow();
            assertThat(entry.value()).isEqualTo(EntryValue.json("{\"a\":1}"));
            assertThat(entry.revision()).hasToString("1-1");
            assertThat(engine.entries().list(EntryQuery.all("swarm", null)).entries())
                    .hasSize(1);
            assertThat(engine.entries().statistics("swarm").entries()).isEqualTo(1);
        }
    }

    @Test
    void shouldCountReadsOfCacheAndDatabaseWhenTheyAreFlushed() {
        try (var engine = open(config())) {
            engine.entries().put(Put.of(KEY, EntryValue.json("1")));
            engine.entries().get(KEY, ReadMode.COUNTED);
            engine.entries().get(KEY, ReadMode.COUNTED);
            engine.entries().get(KEY, ReadMode.UNCOUNTED);
            clock.advance(Duration.ofSeconds(1));
            engine.entries().get(KEY, ReadMode.COUNTED);
            assertThat(engine.cacheStatistics().hits()).isEqualTo(2);
            assertThat(engine.cacheStatistics().misses()).isEqualTo(1);
        }
        try (var engine = open(config())) {
            var entry = engine.entries().get(KEY, ReadMode.UNCOUNTED).orElseThrow();
            assertThat(entry.accessCount()).isEqualTo(3);
            assertThat(entry.accessedAt()).isEqualTo(clock.instant());
            assertThat(entry.revision()).hasToString("1-1");
        }
    }

    @Test
    void shouldRefuseASecondEngineAndTellTheUrlOfTheFirst() {
        try (var engine = open(config())) {
            assertThat(MemoryEngine.announcedUrl(config().database())).isEmpty();
            engine.announce("http://127.0.0.1:8080", "s");
            assertThat(MemoryEngine.announcedUrl(config().database())).hasValue("http://127.0.0.1:8080");
            assertThatThrownBy(() -> open(config()))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT))
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining("http://127.0.0.1:8080");
        }
        assertThat(MemoryEngine.announcedUrl(config().database())).isEmpty();
    }

    @Test
    void shouldRefuseASecondEngineThroughALink() throws IOException {
        var link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("elsewhere")).resolve("linked.db"),
                config().database().toAbsolutePath());
        assertThat(EngineConfig.databaseFile(link)).isEqualTo(config().database());
        try (var engine = open(config())) {
            engine.announce("http://127.0.0.1:8080", "s");
            assertThat(MemoryEngine.announcedUrl(link)).hasValue("http://127.0.0.1:8080");
            assertThatThrownBy(() -> open(EngineConfig.defaults(link)))
                    .isInstanceOfSatisfying(
                            MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFLICT))
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void shouldAnswerUnavailableWhenClosed() {
        var engine = open(config());
        engine.close();
        engine.close();
        assertThatThrownBy(() -> engine.entries().put(Put.of(KEY, EntryValue.json("1"))))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));
        assertThatThrownBy(() -> engine.entries().get(KEY, ReadMode.COUNTED))
                .isInstanceOfSatisfying(
                        MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));
    }

    @Test
    void shouldWorkWithoutCacheAndLogWhenTheyAreSwitchedOff() {
        try (var engine = open(config().withCache(0, 0).withWal(false).withIncrementalVacuum(false))) {
            engine.entries().put(Put.of(KEY, EntryValue.text("x".repeat(20_000))));
            assertThat(engine.entries().get(KEY, ReadMode.COUNTED).orElseThrow().storedBytes())
                    .isLessThan(1000);
            assertThat(engine.cacheStatistics().maxEntries()).isZero();
            assertThat(engine.maintenance().databaseStatistics().walBytes()).isZero();
        }
    }
}
