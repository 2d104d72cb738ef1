package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.entry.Entry;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.legacy.ImportReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyImporterTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long PAST = NOW.getEpochSecond() - 1000;

    @TempDir
    Path directory;

    private final MapEntryStore store = new MapEntryStore(Clock.fixed(NOW, ZoneOffset.UTC));
    private ImportOptions options = ImportOptions.defaults(Path.of("unset"));
    private Path source = Path.of("unset");

    @BeforeEach
    void makeDirectories() throws IOException {
        source = Files.createDirectories(directory.resolve("source"));
        options = ImportOptions.defaults(directory.resolve("work"));
    }

    private ImportReport run(Path path, ImportOptions with) {
        return new LegacyImporter(
                        new EntryStoreSink(store, "s"), Clock.fixed(NOW, ZoneOffset.UTC), ImportObserver.SILENT)
                .run(List.of(path), with);
    }

    private String stored(String namespace, String key) {
        var entry = store.entries.get(new EntryKey("s", namespace, key));
        return entry == null || entry.value() == null ? "absent" : entry.value().asString();
    }

    private Entry entry(String namespace, String key) {
        return Objects.requireNonNull(store.entries.get(new EntryKey("s", namespace, key)));
    }

    private void writtenByAnAgent(String key, String value) {
        store.put(EntryOperation.Put.of(new EntryKey("s", "default", key), EntryValue.text(value)));
    }

    private Path shipped(String name, String... rows) {
        var values = new ArrayList<String>();
        for (var row : rows) {
            values.add("INSERT INTO memory_entries (key, value, updated_at, expires_at) VALUES " + row);
        }
        return database(source.resolve(name), Databases.SHIPPED, values.toArray(String[]::new));
    }

    @Test
    void shouldImportOnceAndKeepTimesWhenRunTwice() {
        var file = shipped(
                "m.db",
                "('live','v'," + PAST + "," + (NOW.getEpochSecond() + 60) + ")",
                "('ends now','v'," + PAST + "," + NOW.getEpochSecond() + ")",
                "('forever','v'," + PAST + ",NULL)");

        var first = run(file, options);
        var second = run(file, options);

        assertThat(first.totals()).isEqualTo(new ImportReport.Counts(3, 2, 0, 0, 1, 0, 0));
        assertThat(second.totals()).isEqualTo(new ImportReport.Counts(3, 0, 2, 0, 1, 0, 0));
        assertThat(first.status()).isEqualTo(Status.COMPLETE);
        var live = entry("default", "live");
        assertThat(live.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(live.metadata())
                .contains("\"updatedAt\":\"" + Instant.ofEpochSecond(PAST) + '"')
                .contains("\"file\":\"m.db\"");
        assertThat(entry("default", "forever").expiresAt()).isNull();
        assertThat(live.version()).isEqualTo(1);
    }

    @Test
    void shouldWriteNothingAndCountTheSameWhenDry() {
        var file = shipped("m.db", "('a','1'," + PAST + ",NULL)", "('b','2'," + PAST + ",NULL)");
        writtenByAnAgent("b", "other");

        var dry = run(file, options.dry(true));

        assertThat(store.entries).hasSize(1);
        assertThat(dry.totals()).isEqualTo(new ImportReport.Counts(2, 1, 0, 0, 0, 1, 0));
        assertThat(run(file, options).totals()).isEqualTo(dry.totals());
        assertThat(ReportText.of(dry)).startsWith("Dry run: nothing was written.");
    }

    @Test
    void shouldFollowThePolicyWhenAnAgentWroteTheKey() {
        var old = shipped("old.db", "('k','old'," + PAST + ",NULL)");
        var fresh = shipped("new.db", "('k','new'," + (NOW.getEpochSecond() + 5) + ",NULL)");
        writtenByAnAgent("k", "agent");

        assertThat(run(old, options).totals().conflicts()).isEqualTo(1);
        assertThat(run(old, options.on(ConflictPolicy.NEWER)).totals().conflicts())
                .isEqualTo(1);
        assertThat(stored("default", "k")).isEqualTo("agent");
        assertThat(run(fresh, options.on(ConflictPolicy.NEWER)).totals().imported())
                .isEqualTo(1);
        assertThat(stored("default", "k")).isEqualTo("new");
        writtenByAnAgent("k", "agent");
        assertThat(run(old, options.on(ConflictPolicy.OVERWRITE)).totals().imported())
                .isEqualTo(1);
        assertThat(stored("default", "k")).isEqualTo("old");
    }

    @Test
    void shouldCountAnEqualEntryAsUnchangedThoughAnAgentWroteIt() {
        writtenByAnAgent("k", "same");

        var report = run(shipped("m.db", "('k','same'," + PAST + ",NULL)"), options.on(ConflictPolicy.OVERWRITE));

        assertThat(report.totals().unchanged()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheNewestWhenOneFileHasAKeySeveralTimes() throws IOException {
        var file = Files.writeString(source.resolve("entries.json"), """
                [{"id":"1","key":"k","value":"old","namespace":"n","updatedAt":"2026-01-01T00:00:00Z"},
                 {"id":"2","key":"k","value":"new","namespace":"n","updatedAt":"2026-01-03T00:00:00Z"},
                 {"id":"3","key":"k","value":"mid","namespace":"n","updatedAt":"2026-01-02T00:00:00Z"}]""");

        var dry = run(file, options.dry(true));
        var first = run(file, options);

        assertThat(stored("n", "k")).isEqualTo("new");
        assertThat(first.totals()).isEqualTo(new ImportReport.Counts(3, 2, 0, 1, 0, 0, 0));
        assertThat(dry.totals()).isEqualTo(first.totals());
        assertThat(run(file, options).totals()).isEqualTo(new ImportReport.Counts(3, 0, 1, 2, 0, 0, 0));
    }

    @Test
    void shouldSearchADirectoryInOrderAndReportEveryFile() throws IOException {
        database(
                source.resolve(".swarm/memory.db"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value) VALUES ('k','first')");
        Files.createDirectories(source.resolve("memory"));
        Files.writeString(
                source.resolve("memory/memory-store.json"), "{\"default\":[{\"key\":\"k\",\"value\":\"second\"}]}");
        Files.writeString(source.resolve("memory/claude-flow-data.json"), "<<<<<<< HEAD\n{}");
        Files.writeString(source.resolve("package.json"), "{\"name\":\"x\"}");
        Files.writeString(source.resolve("empty.db"), "");
        Files.writeString(source.resolve("fake.db"), "this is no database");

        var report = run(source, options);

        assertThat(stored("default", "k")).isEqualTo("first");
        assertThat(report.sources())
                .extracting(ImportReport.SourceReport::name)
                .containsExactly(
                        ".swarm/memory.db",
                        "memory/memory-store.json",
                        "memory/claude-flow-data.json",
                        "empty.db",
                        "fake.db",
                        "package.json");
        assertThat(report.totals()).isEqualTo(new ImportReport.Counts(2, 1, 0, 0, 0, 1, 0));
        assertThat(report.status()).isEqualTo(Status.WITH_ERRORS);
    }

    @Test
    void shouldReadAFileStoreOnceWhenItsDirectoryIsSearched() throws IOException {
        var folder = Files.createDirectories(source.resolve(".claude-flow/memory"));
        for (var key : List.of("session/a", "knowledge/b")) {
            Files.writeString(
                    folder.resolve(key.replace('/', '_') + ".json"),
                    "{\"key\":\"" + key + "\",\"value\":\"v\",\"timestamp\":" + PAST
                            + ",\"namespace\":\"n\",\"compressed\":false,\"version\":1}");
        }
        database(source.resolve(".claude-flow/memory.db"), List.of(Databases.FILE_INDEX));
        LifetimeRule policy =
                (_, key) -> key.startsWith("session/") ? Optional.of(Duration.ofHours(1)) : Optional.empty();
        var withPolicy = new ImportOptions(
                ConflictPolicy.SKIP,
                false,
                options.text(),
                options.localZone(),
                true,
                options.maxValueBytes(),
                10,
                options.workDirectory(),
                Set.of(),
                policy);

        var report = run(source, withPolicy);

        assertThat(report.sources()).hasSize(1);
        assertThat(report.totals().imported()).isEqualTo(2);
        assertThat(entry("n", "session/a").expiresAt()).isEqualTo(Instant.ofEpochSecond(PAST + 3600));
        assertThat(run(folder, withPolicy).totals().unchanged()).isEqualTo(2);
    }

    @Test
    void shouldRefuseTheDatabaseItImportsInto() {
        var file = shipped("m.db", "('a','1'," + PAST + ",NULL)");

        var report = run(file, options.protecting(Set.of(file)));

        assertThat(report.status()).isEqualTo(Status.NOTHING_FOUND);
        assertThat(report.sources().getFirst().problem()).contains("imported into");
    }

    @Test
    void shouldReportEveryBadKeyAloneAndKeepTheOrdinaryOnes() throws IOException {
        var odd = List.of("日本語/ключ", "a:b/c%d_e*f?g[h]i.j\\k'l", "x".repeat(1024));
        var bad = List.of("", "x".repeat(1025), "line\nfeed");
        var json = new StringBuilder("{\"n\":[");
        for (var key : odd) {
            json.append("{\"key\":\"").append(key.replace("\\", "\\\\")).append("\",\"value\":\"v\"},");
        }
        for (var key : bad) {
            json.append("{\"key\":\"").append(key.replace("\n", "\\n")).append("\",\"value\":\"v\"},");
        }
        json.append("{\"key\":\"tags\",\"value\":\"v\",\"tags\":[\"ok\",\"\",\"")
                .append("t".repeat(200));
        var file = Files.writeString(source.resolve("j"), json.append("\"]}]}"));

        var report = run(file, options);

        assertThat(report.totals().imported()).isEqualTo(4);
        assertThat(report.totals().failed()).isEqualTo(3);
        odd.forEach(key -> assertThat(stored("n", key)).isEqualTo("v"));
        assertThat(entry("n", "tags").tags().names()).containsExactly("ok");
        assertThat(report.tables().getFirst().notes())
                .containsKey("tags that are no valid tags, or beyond" + " the limit," + " were left out");
        assertThat(report.tables().getFirst().errors().get(1).reason()).contains("1025 bytes");
    }

    @Test
    void shouldListTheFirstErrorsAndCountAll() throws IOException {
        var json = new StringBuilder("{\"n\":[1");
        for (int i = 0; i < 50; i++) {
            json.append(",").append(i);
        }
        var report = run(Files.writeString(source.resolve("j"), json.append("]}")), options);

        // Not a list of keys and values at all, so nothing is taken for one.
        assertThat(report.status()).isEqualTo(Status.NOTHING_FOUND);

        json.insert(json.indexOf("[") + 1, "{\"key\":\"k\",\"value\":1},");
        var mixed = run(Files.writeString(source.resolve("j"), json), options);
        assertThat(mixed.totals().failed()).isEqualTo(51);
        assertThat(mixed.tables().getFirst().errors()).hasSize(20);
        assertThat(ReportText.of(mixed)).contains("and 31 more errors");
        assertThat(ReportJson.of(mixed))
                .contains("\"status\" : \"with_errors\"")
                .contains("\"failed\" : 51");
    }

    @Test
    void shouldWaitWhenTheStoreIsBusyAndStopWhenItIsFull() {
        var file = shipped("m.db", "('a','1'," + PAST + ",NULL)");
        store.failures.push(MemoryException.busy("busy", Duration.ofMillis(1)));

        assertThat(run(file, options).totals().imported()).isEqualTo(1);

        var more = shipped("n.db", "('b','1'," + PAST + ",NULL)");
        store.failures.push(MemoryException.of(FailureKind.STORAGE_FULL, "disk full"));
        var stopped = run(more, options);
        assertThat(stopped.status()).isEqualTo(Status.STOPPED);
        assertThat(ReportText.of(stopped)).contains("Stopped: STORAGE_FULL: disk full");
        assertThat(run(more, options).totals().imported()).isEqualTo(1);
    }

    @Test
    void shouldNotOverwriteWhatAnAgentWritesMeanwhile() {
        var file = shipped("m.db", "('k','import'," + PAST + ",NULL)");
        store.beforeBatch.push(() -> writtenByAnAgent("k", "agent"));

        var report = run(file, options);

        assertThat(stored("default", "k")).isEqualTo("agent");
        assertThat(report.totals().conflicts()).isEqualTo(1);
    }

    @Test
    void shouldSendManyRowsInBatches() {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 1001; i++) {
            rows.add("('k" + i + "','v'," + PAST + ",NULL)");
        }
        var report = run(shipped("m.db", String.join(",", rows)), options);

        assertThat(report.totals().imported()).isEqualTo(1001);
        assertThat(store.batches()).isEqualTo(6);
    }

    @Test
    void shouldKeepAgentsTasksAndPatternsUnderTheConventionalKeys() {
        var file = database(
                source.resolve("m.db"),
                Databases.OPERATOR,
                "INSERT INTO swarm_agents (agent_id, swarm_id, type) VALUES ('a1','s1','coder')",
                "INSERT INTO swarm_tasks (task_id, swarm_id, description) VALUES ('t1','s1','do')",
                "INSERT INTO swarm_patterns (pattern_id, swarm_id, type, data) VALUES ('p1','s1','x','{\"d\":1}')");

        run(file, options);

        assertThat(stored("swarm:agents", "agent:a1"))
                .contains("\"type\":\"coder\"")
                .contains("\"swarmId\":\"s1\"");
        assertThat(stored("swarm:tasks", "task:t1")).contains("\"priority\":\"medium\"");
        assertThat(stored("swarm:patterns", "pattern:p1")).contains("\"data\":{\"d\":1}");
        assertThat(entry("swarm:agents", "agent:a1").tags().names()).containsExactly("agent", "coder", "inactive");
        assertThat(run(file, options).totals().unchanged()).isEqualTo(3);
    }

    @Test
    void shouldNotBringBackWhatWasDeletedAfterATransferToSqlite() throws IOException {
        var folder = Files.createDirectories(source.resolve(".claude-flow/memory"));
        var json = Files.writeString(
                folder.resolve("store.json"), "{\"version\":\"3\",\"entries\":{\"k\":{\"key\":\"k\",\"value\":1}}}");
        Files.writeString(folder.resolve(".migrated-to-sqlite"), "{}");

        assertThat(run(source, options).totals().found()).isZero();
        assertThat(run(json, options).totals().imported()).isEqualTo(1);
    }

    @Test
    void shouldKeepTheFirstOfTwoFilesAndReportTheOtherWhenTheyShareAKey() {
        shipped("a.db", "('k','a'," + PAST + ",NULL)");
        shipped("b.db", "('k','b'," + (PAST + 1) + ",NULL)");

        assertThat(run(source, options).totals().conflicts()).isEqualTo(1);
        assertThat(stored("default", "k")).isEqualTo("a");
        assertThat(run(source, options.on(ConflictPolicy.OVERWRITE)).totals().imported())
                .isEqualTo(1);
        assertThat(stored("default", "k")).isEqualTo("b");
        assertThat(run(source, options.on(ConflictPolicy.OVERWRITE)).totals().imported())
                .isZero();
    }

    @Test
    void shouldReportAMissingSource() {
        var report = run(source.resolve("nowhere"), options);

        assertThat(report.status()).isEqualTo(Status.WITH_ERRORS);
        assertThat(report.sources().getFirst().problem())
                .contains("nowhere")
                .contains("readable file or" + " directory");
    }
}
