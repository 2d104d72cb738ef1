package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.backup.RestoreOutcome;
import io.claudeflow.swarm.memory.backup.RestoreOutcome.NotRestored;
import io.claudeflow.swarm.memory.backup.RestoreOutcome.Restored;
import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.engine.EngineConfig;
import io.claudeflow.swarm.memory.engine.MemoryEngine;
import io.claudeflow.swarm.memory.engine.OfflineStore;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.entry.ReadMode;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.revision.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits to be restored when a store starts, and what becomes of it. */
class RestoringStartTest {
    @TempDir
    private Path directory;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Path data;
    private Path restore;

    /** A backup that holds "old"; the database has gone on to "new". */
    @BeforeEach
    void prepare() throws IOException {
        data = Files.createDirectories(directory.resolve("data"));
        restore = Files.createDirectories(data.resolve("restore"));
        try (var engine = open()) {
            put(engine, "old");
            engine.backups().create("b.db");
            put(engine, "new");
        }
    }

    private EngineConfig config() {
        return EngineConfig.defaults(data.resolve("memory.db"));
    }

    private MemoryEngine open() {
        return MemoryEngine.open(config(), clock, EngineListener.NONE);
    }

    private static EntryKey key() {
        return new EntryKey("s", "n", "k");
    }

    private static Revision put(MemoryEngine engine, String value) {
        return engine.entries().put(Put.of(key(), EntryValue.text(value))).revision();
    }

    private static String value(MemoryEngine engine) {
        return engine.entries()
                .get(key(), ReadMode.UNCOUNTED)
                .map(entry -> String.valueOf(
                        entry.value() == null ? null : entry.value().asString()))
                .orElse("absent");
    }

    private Path backup() {
        return data.resolve("backups/b.db");
    }

    private Path candidate(String name) throws IOException {
        return Files.copy(backup(), restore.resolve(name));
    }

    private List<String> names(Path where) throws IOException {
        try (var files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void removeDatabase() throws IOException {
        for (var name : names(data)) {
            if (name.startsWith("memory.db")) {
                Files.delete(data.resolve(name));
            }
        }
    }

    @Test
    void shouldRestoreTheOneCandidateOnce() throws IOException {
        candidate("x.db");
        Files.copy(data.resolve("backups/b.db.manifest.json"), restore.resolve("x.db.manifest.json"));
        try (var engine = open()) {
            assertThat(engine.restoreOutcome()).isInstanceOf(Restored.class);
            assertThat(value(engine)).isEqualTo("old");
            assertThat(put(engine, "newest").epoch()).isGreaterThan(1);
            assertThat(engine.maintenance().integrityCheck().ok()).isTrue();
        }
        assertThat(names(restore))
                .containsExactly("x.db.manifest.json.restored-20261121T120000", "x.db.restored-20261121T120000");
        assertThat(names(data)).contains("memory.db.replaced-20261121T120000");
        try (var engine = open()) {
            assertThat(engine.restoreOutcome()).isEqualTo(RestoreOutcome.NONE);
            assertThat(value(engine)).isEqualTo("newest");
        }
        var kept = EngineConfig.defaults(data.resolve("memory.db.replaced-20261121T120000"));
        try (var engine = MemoryEngine.open(kept, clock, EngineListener.NONE)) {
            assertThat(value(engine)).isEqualTo("new");
        }
    }

    @Test
    void shouldRestoreIntoAnEmptyVolume() throws IOException {
        candidate("x.db");
        removeDatabase();
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("old");
            assertThat(engine.restoreOutcome())
                    .isInstanceOfSatisfying(
                            Restored.class,
                            restored -> assertThat(restored.keptAs()).isNull());
        }
    }

    @Test
    void shouldNeverRepeatARevisionAcrossRestoresOfTheSameBackup() throws IOException {
        candidate("x.db");
        Revision first;
        try (var engine = open()) {
            first = put(engine, "a");
        }
        clock.advance(java.time.Duration.ofSeconds(1));
        removeDatabase();
        candidate("y.db");
        try (var engine = open()) {
            assertThat(put(engine, "a")).isGreaterThan(first);
        }
    }

    @Test
    void shouldRestoreNothingWhenThereAreTwo() throws IOException {
        candidate("x.db");
        candidate("y.db");
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("new");
            assertThat(engine.restoreOutcome())
                    .isInstanceOfSatisfying(
                            NotRestored.class,
                            outcome -> assertThat(outcome.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("has 2 backups", "x.db", "y.db"));
            assertThat(put(engine, "newer").epoch()).isEqualTo(1);
        }
        assertThat(names(restore)).containsExactly("x.db", "y.db");
        removeDatabase();
        assertFails(FailureKind.CONFLICT, "there is no database", this::open);
        assertThat(names(data)).doesNotContain("memory.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flip", "truncate", "empty", "garbage", "grow"})
    void shouldLeaveADamagedCandidateAndTheDatabaseAlone(String damage) throws IOException {
        var candidate = candidate("x.db");
        Files.copy(data.resolve("backups/b.db.manifest.json"), restore.resolve("x.db.manifest.json"));
        SqliteBackupsTest.damage(candidate, damage);
        var bytes = Files.readAllBytes(candidate);
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("new");
            assertThat(engine.restoreOutcome()).isInstanceOf(NotRestored.class);
        }
        assertThat(candidate).hasBinaryContent(bytes);
        assertThat(names(data)).noneMatch(name -> name.contains("restor") && !name.equals("restore"));
        removeDatabase();
        assertFails(FailureKind.CORRUPT, "there is no database", this::open);
        assertThat(names(data)).doesNotContain("memory.db");
        assertThat(candidate).hasBinaryContent(bytes);
    }

    @Test
    void shouldTakeAPlainCopyWithItsLogAndNoManifest() throws Exception {
        var source = directory.resolve("raw");
        Files.createDirectories(source);
        var other = EngineConfig.defaults(source.resolve("raw.db"));
        try (var engine = MemoryEngine.open(other, clock, EngineListener.NONE)) {
            put(engine, "in the log");
            Files.copy(source.resolve("raw.db"), restore.resolve("raw.db"));
            Files.copy(source.resolve("raw.db-wal"), restore.resolve("raw.db-wal"));
        }
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("in the log");
        }
        assertThat(names(restore)).allMatch(name -> name.contains(".restored-"));
    }

    @Test
    void shouldIgnoreWhatIsNoDatabase() throws IOException {
        Files.writeString(restore.resolve("README.txt"), "hello");
        Files.createDirectories(restore.resolve("lost+found"));
        Files.createDirectories(restore.resolve("x.db"));
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("new");
            assertThat(engine.restoreOutcome())
                    .isInstanceOfSatisfying(
                            NotRestored.class,
                            outcome -> assertThat(outcome.reasons()).hasSize(2));
        }
        removeDatabase();
        try (var engine = open()) {
            assertThat(value(engine)).as("nothing claims to be a backup").isEqualTo("absent");
        }
    }

    @Test
    void shouldReplaceADamagedDatabase() throws IOException {
        SqliteBackupsTest.damage(data.resolve("memory.db"), "garbage");
        assertFails(FailureKind.CORRUPT, "", this::open);
        candidate("x.db");
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("old");
        }
    }

    @Test
    void shouldSwapAtTheNextStartWhenStagedByARunningStore() throws IOException {
        try (var engine = open()) {
            var staged = engine.backups().stageRestore("b.db");
            assertThat(staged.revision().epoch()).isGreaterThan(1);
            assertThat(put(engine, "after").epoch()).as("the old one serves on").isEqualTo(1);
            assertFails(
                    FailureKind.CONFLICT,
                    "another restore is prepared",
                    () -> engine.backups().stageRestore("b.db"));
        }
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("old");
            assertThat(engine.backups().verify("b.db").ok())
                    .as("a backup stays one")
                    .isTrue();
        }
        assertThat(names(data)).noneMatch(name -> name.contains(".restore-"));
    }

    @Test
    void shouldStageNothingFromADamagedBackup() throws IOException {
        SqliteBackupsTest.damage(backup(), "flip");
        try (var engine = open()) {
            assertFails(
                    FailureKind.CORRUPT,
                    backup().toString(),
                    () -> engine.backups().stageRestore("b.db"));
        }
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("new");
        }
    }

    /** The stop of a process after each step of the swap. */
    @ParameterizedTest
    @ValueSource(strings = {"copy left", "prepared, not noted", "noted", "log moved", "old moved", "swapped"})
    void shouldGoOnAfterACrash(String after) throws IOException {
        var files = data.resolve("memory.db");
        try (var engine = open()) {
            engine.backups().stageRestore("b.db");
        }
        var aside = data.resolve("memory.db.replaced-20261121T120000");
        var ready = data.resolve("memory.db.restore-ready");
        var intent = data.resolve("memory.db.restore-intent");
        switch (after) {
            case "copy left" -> {
                Files.delete(intent);
                Files.move(ready, data.resolve("memory.db.restoring"));
            }
            case "prepared, not noted" -> Files.delete(intent);
            case "noted" -> {}
            case "log moved" -> Files.writeString(data.resolve("memory.db.replaced-20261121T120000-wal"), "");
            case "old moved" -> Files.move(files, aside);
            default -> {
                Files.move(files, aside);
                Files.move(ready, files);
            }
        }
        boolean restored = !after.equals("copy left") && !after.equals("prepared, not noted");
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo(restored ? "old" : "new");
        }
        assertThat(names(data))
                .doesNotContain("memory.db.restore-ready", "memory.db.restore-intent", "memory.db.restoring");
        assertThat(Files.exists(aside)).isEqualTo(restored);
        try (var engine = open()) {
            assertThat(engine.restoreOutcome()).isEqualTo(RestoreOutcome.NONE);
        }
    }

    @Test
    void shouldServeTheOldOneWhenTheNewOneCannotBeServed() throws IOException {
        try (var engine = open()) {
            engine.backups().stageRestore("b.db");
        }
        SqliteBackupsTest.damage(data.resolve("memory.db.restore-ready"), "garbage");
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("new");
            assertThat(engine.restoreOutcome()).isInstanceOf(NotRestored.class);
        }
        assertThat(names(data)).contains("memory.db.failed-20261121T120000").doesNotContain("memory.db.restore-intent");
    }

    private Restored restored(Path file) {
        return OfflineStore.restore(config(), OfflineStore.fileSource(file), RestoreSelection.ALL, clock)
                .outcome();
    }

    @Test
    void shouldRestoreAFileWhenNoServiceHasTheDatabase() throws IOException {
        var restored = restored(backup());
        assertThat(restored.keptAs()).endsWith("memory.db.replaced-20261121T120000");
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("old");
            assertFails(FailureKind.CONFLICT, "", () -> restored(backup()));
        }
        SqliteBackupsTest.damage(backup(), "flip");
        assertFails(FailureKind.CORRUPT, "", () -> restored(backup()));
        assertFails(FailureKind.NOT_FOUND, "file: ", () -> restored(directory.resolve("absent.db")));
        try (var engine = open()) {
            assertThat(value(engine)).isEqualTo("old");
        }
    }
}
