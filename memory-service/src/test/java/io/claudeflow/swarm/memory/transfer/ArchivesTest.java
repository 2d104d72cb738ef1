package io.claudeflow.swarm.memory.transfer;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.entry.Batch;
import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryQuery;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.Glob;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.entry.Tags;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives on a real store with its cache. */
class ArchivesTest {
    private static final ImportRules SKIP = ImportRules.of("s", ConflictPolicy.SKIP, 16 << 20);

    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private MemoryEngine engine;
    private Archives archives;

    @BeforeEach
    void open() {
        engine = MemoryEngine.open(EngineConfig.defaults(directory.resolve("memory.db")), clock, EngineListener.NONE);
        archives = engine.archives();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void put(String swarm, String key) {
        engine.entries()
                .put(Put.of(new EntryKey(swarm, "n", key), EntryValue.json("{\"is\":\"" + key + "\"}"))
                        .withTags(Tags.of("t"))
                        .withMetadata("{\"m\":1}"));
    }

    private @Nullable Entry get(String swarm, String key) {
        return engine.entries()
                .get(new EntryKey(swarm, "n", key), ReadMode.UNCOUNTED)
                .orElse(null);
    }

    private ArchiveSelection writtenBefore(Instant moment) {
        return new ArchiveSelection("s", null, null, moment, null);
    }

    @Test
    void shouldMoveOldEntriesToAFileAndBack() {
        put("s", "old-1");
        put("s", "old-2");
        put("other", "old-1");
        var before = Objects.requireNonNull(get("s", "old-1"));
        clock.advance(Duration.ofDays(40));
        put("s", "fresh");

        var report = archives.archive(writtenBefore(clock.instant().minus(Duration.ofDays(30))), false);

        assertThat(report.selected()).isEqualTo(2);
        assertThat(report.archived()).isEqualTo(2);
        assertThat(report.deleted()).isEqualTo(2);
        assertThat(report.kept()).isZero();
        assertThat(get("s", "old-1")).isNull();
        assertThat(get("s", "fresh")).isNotNull();
        assertThat(get("other", "old-1")).as("another swarm's").isNotNull();

        var name = Objects.requireNonNull(report.name());
        assertThat(archives.list("s")).singleElement().satisfies(archive -> {
            assertThat(archive.name()).isEqualTo(name);
            assertThat(archive.header()).isNotNull();
        });
        assertThat(archives.list("other")).isEmpty();
        assertFails(
                FailureKind.NOT_FOUND,
                "name: ",
                () -> archives.restore(name, ImportRules.of("other", ConflictPolicy.SKIP, 1 << 20)));

        assertThat(archives.restore(name, SKIP).imported()).isEqualTo(2);
        assertThat(get("s", "old-1"))
                .usingRecursiveComparison()
                .ignoringFields("revision")
                .isEqualTo(before);
        assertThat(archives.restore(name, SKIP).unchanged()).isEqualTo(2);
        archives.delete(name, "s");
        assertThat(archives.list("s")).isEmpty();
    }

    @Test
    void shouldCountReadsWhenAskedForWhatWasNotRead() {
        put("s", "read");
        put("s", "unread");
        clock.advance(Duration.ofDays(10));
        engine.entries().get(new EntryKey("s", "n", "read"), ReadMode.COUNTED);
        engine.close();
        open();
        var selection =
                new ArchiveSelection("s", "n", null, null, clock.instant().minus(Duration.ofDays(1)));
        assertThat(archives.archive(selection, false).deleted()).isEqualTo(1);
        assertThat(get("s", "read")).isNotNull();
        assertThat(get("s", "unread")).isNull();
    }

    @Test
    void shouldSelectByPatternAndWriteNothingInADryRun() {
        put("s", "logs/1");
        put("s", "logs/2");
        put("s", "keep");
        var selection = new ArchiveSelection("s", "n", new Glob("logs/*"), null, null);
        var dry = archives.archive(selection, true);
        assertThat(dry.selected()).isEqualTo(2);
        assertThat(dry.name()).isNull();
        assertThat(get("s", "logs/1")).isNotNull();
        assertThat(directory.resolve("backups")).doesNotExist();
        assertThat(archives.archive(selection, false).deleted()).isEqualTo(2);
        assertThat(archives.archive(selection, false).name()).isNull();
        assertFails(
                FailureKind.INVALID_ARGUMENT, "selection: ", () -> new ArchiveSelection("s", "n", null, null, null));
    }

    @Test
    void shouldMoveThousands() {
        for (int from = 0; from < 2_345; from += 469) {
            var puts = IntStream.range(from, from + 469)
                    .<EntryOperation>mapToObj(i -> Put.of(new EntryKey("s", "n", "k" + i), EntryValue.json("1")))
                    .toList();
            engine.entries().batch(new Batch(puts, true));
        }
        var report = archives.archive(new ArchiveSelection("s", "n", new Glob("*"), null, null), false);
        assertThat(report.deleted()).isEqualTo(2_345);
        assertThat(engine.entries().list(EntryQuery.all("s", "n")).entries()).isEmpty();
        assertThat(archives.restore(Objects.requireNonNull(report.name()), SKIP).imported())
                .isEqualTo(2_345);
        assertThat(engine.maintenance().integrityCheck().ok()).isTrue();
    }

    @Test
    void shouldSayWhenAnArchiveIsDamaged() throws IOException {
        put("s", "k");
        var report = archives.archive(new ArchiveSelection("s", "n", new Glob("*"), null, null), false);
        var name = Objects.requireNonNull(report.name());
        var file = directory.resolve("backups").resolve(name);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 6);
        }
        assertFails(FailureKind.CORRUPT, "the archive " + name, () -> archives.restore(name, SKIP));
        assertFails(FailureKind.INVALID_ARGUMENT, "name: ", () -> archives.restore("../x" + Archives.SUFFIX, SKIP));
        assertFails(FailureKind.NOT_FOUND, "name: ", () -> archives.delete("none.jsonl.zst", "s"));
    }
}
