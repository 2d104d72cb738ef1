package io.claudeflow.swarm.memory.legacy.format;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.claudeflow.swarm.memory.legacy.Databases;
import io.claudeflow.swarm.memory.legacy.Reading;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class FormatDetectorTest {
    private static final Map<LegacyFormat, List<String>> SCHEMAS = schemas();

    private static Map<LegacyFormat, List<String>> schemas() {
        Map<LegacyFormat, List<String>> schemas = new LinkedHashMap<>();
        schemas.put(LegacyFormat.SHIPPED_ENTRIES, Databases.SHIPPED);
        schemas.put(LegacyFormat.CONTENT_ENTRIES, List.of(Databases.CONTENT));
        schemas.put(LegacyFormat.HYBRID_ENTRIES, List.of(Databases.HYBRID));
        schemas.put(LegacyFormat.UNIFIED_ENTRIES, List.of(Databases.UNIFIED));
        schemas.put(LegacyFormat.AGENT_ENTRIES, List.of(Databases.AGENTS_OWN));
        schemas.put(LegacyFormat.PYTHON_ENTRIES, Databases.PYTHON);
        schemas.put(LegacyFormat.ACCESS_ENTRIES, Databases.ACCESS);
        schemas.put(LegacyFormat.SHARED_MEMORY, Databases.SHARED_MEMORY);
        schemas.put(LegacyFormat.OPERATOR_STORE, Databases.OPERATOR);
        schemas.put(LegacyFormat.TWELVE_TABLES, Databases.TWELVE_TABLES);
        schemas.put(LegacyFormat.HIVE, Databases.HIVE);
        schemas.put(LegacyFormat.HIVE_FULL, Databases.HIVE_FULL);
        schemas.put(LegacyFormat.HIVE_SESSIONS, Databases.HIVE_SESSIONS);
        schemas.put(LegacyFormat.HIVE_MEMORIES, List.of(Databases.MEMORIES));
        schemas.put(LegacyFormat.FILE_STORE, List.of(Databases.FILE_INDEX));
        return schemas;
    }

    private static final Map<LegacyFormat, String> DOCUMENTS = documents();

    private static Map<LegacyFormat, String> documents() {
        Map<LegacyFormat, String> documents = new LinkedHashMap<>();
        documents.put(LegacyFormat.JSON_NAMESPACES, "{\"default\":[{\"key\":\"k\",\"value\":\"v\"}],\"empty\":[]}");
        documents.put(LegacyFormat.JSON_AGENTS, "{\"agents\":[],\"tasks\":[],\"lastUpdated\":1}");
        documents.put(LegacyFormat.JSON_ENTRIES, "[{\"id\":\"e\",\"key\":\"k\",\"value\":1,\"namespace\":\"n\"}]");
        documents.put(
                LegacyFormat.JSON_BACKUP,
                "{\"timestamp\":\"t\",\"version\":\"1.0\",\"entries\":[{\"key\":\"k\",\"value\":1}],\"statistics\":{}}");
        documents.put(LegacyFormat.JSON_KEYED, "{\"version\":\"3\",\"entries\":{\"k\":{\"key\":\"k\",\"value\":1}}}");
        documents.put(LegacyFormat.JSON_SESSION, "{\"sessionId\":\"s\",\"savedAt\":\"t\",\"stats\":{}}");
        documents.put(LegacyFormat.JSON_AGENT_ENTRIES, "[{\"id\":\"i\",\"agentId\":\"a\",\"content\":\"c\"}]");
        documents.put(LegacyFormat.JSON_PARTITIONS, "{\"timestamp\":\"t\",\"entries\":[],\"partitions\":[]}");
        documents.put(LegacyFormat.JSON_MARKDOWN_INDEX, "{\"i\":{\"id\":\"i\",\"content\":\"c\"}}");
        documents.put(LegacyFormat.JSON_LIST, "[{\"key\":\"k\",\"value\":\"v\"}]");
        documents.put(
                LegacyFormat.FILE_STORE,
                "{\"key\":\"k\",\"value\":1,\"timestamp\":1.5,\"namespace\":\"n\",\"compressed\":false,\"version\":1}");
        return documents;
    }

    static final List<Arguments> DATABASES = SCHEMAS.entrySet().stream()
            .map(entry -> arguments(entry.getKey(), entry.getValue()))
            .toList();

    static final List<Arguments> FILES = DOCUMENTS.entrySet().stream()
            .map(entry -> arguments(entry.getKey(), entry.getValue()))
            .toList();

    static final List<Arguments> LOOK_ALIKES = List.of(
            arguments(
                    "another program's table of the same name",
                    List.of("CREATE TABLE memory_entries" + " (id," + " body)")),
            arguments("agents of something else", List.of("CREATE TABLE agents (id TEXT, email TEXT)")),
            arguments(
                    "a view in place of the table",
                    List.of(
                            "CREATE TABLE t (key, value, namespace, expires_at)",
                            "CREATE VIEW memory_entries AS SELECT * FROM t")),
            arguments(
                    "sessions of a web server",
                    List.of("CREATE TABLE sessions (sid TEXT, sess TEXT," + " expire INTEGER)")),
            arguments("no tables", List.of("PRAGMA user_version=7")));

    @TempDir
    Path directory;

    private Reading read(Path file) {
        return Reading.of(file, directory.resolve("work"));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DATABASES")
    void shouldRecogniseADatabaseWhateverItsName(LegacyFormat format, List<String> schema) {
        var read = read(database(directory.resolve("no extension at all?.json"), schema));

        assertThat(read.formats()).containsValue(format);
        assertThat(Set.copyOf(read.formats().values())).containsOnly(format);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("FILES")
    void shouldRecogniseAFileWhateverItsName(LegacyFormat format, String json) throws IOException {
        var read = read(Files.writeString(directory.resolve("misleading.db"), json));

        assertThat(read.formats().values()).containsExactly(format);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("LOOK_ALIKES")
    void shouldRefuseADatabaseThatOnlyLooksAlike(String what, List<String> schema) {
        var read = read(database(directory.resolve("memory.db"), schema));

        assertThat(read.formats()).as(what).isEmpty();
        assertThat(read.problem()).contains("without a table of a known format");
        assertThat(read.damaged()).isFalse();
    }

    @Test
    void shouldRefuseAFileThatOnlyLooksAlike() throws IOException {
        for (var json : List.of(
                "{\"name\":\"app\",\"version\":\"1.0.0\",\"scripts\":{}}",
                "{\"compilerOptions\":{\"strict\":true}}",
                "[1,2,3]",
                "{\"items\":[{\"id\":1}]}")) {
            var read = read(Files.writeString(directory.resolve("memory-store.json"), json));
            assertThat(read.formats()).as(json).isEmpty();
            assertThat(read.problem()).as(json).contains("no known format");
        }
    }

    @Test
    void shouldNameItsOwnDatabase() {
        var read = read(database(
                directory.resolve("memory.db"),
                "CREATE TABLE memory_store (id INTEGER PRIMARY KEY, swarm, namespace, key, encoding,"
                        + " revision, value)"));

        assertThat(read.problem()).contains("database of this service");
    }

    @Test
    void shouldCountTheRowsThatNobodyReads() {
        var read = read(database(
                directory.resolve("memory.db"),
                Databases.SHIPPED,
                "CREATE TABLE secrets (x)",
                "INSERT INTO secrets VALUES (1), (2)"));

        assertThat(read.unread()).containsExactly(new OpenSource.UnreadTable("secrets", 2, false));
    }

    @Test
    void shouldReadSeveralFormatsOutOfOneFile() {
        List<String> schema = new ArrayList<>(Databases.CONTENT_EXTRAS);
        schema.add(Databases.CONTENT);
        schema.add(Databases.COLLECTIVE);
        schema.add(Databases.MEMORIES);

        var read = read(database(directory.resolve("memory.db"), schema));

        assertThat(read.formats().values())
                .contains(LegacyFormat.CONTENT_ENTRIES, LegacyFormat.HIVE, LegacyFormat.HIVE_MEMORIES);
    }

    @Test
    void shouldReadReasoningMemoryAsEntries() {
        var read = read(database(
                directory.resolve("memory.db"),
                "CREATE TABLE patterns (id TEXT PRIMARY KEY, type TEXT, pattern_data TEXT, confidence REAL,"
                        + " usage_count INTEGER, created_at TEXT, last_used TEXT)",
                "INSERT INTO patterns VALUES ('p1','reasoning_memory','{\"title\":\"k\",\"content\":\"v\","
                        + "\"domain\":\"d\"}',0.8,0,'2026-01-01T00:00:00.000Z',NULL)"));

        assertThat(read.value("k")).isEqualTo("TEXT v");
        assertThat(read.entry("k").namespace()).isEqualTo("d");
    }

    @Test
    void everyFormat_hasAFixture() {
        var covered = EnumSet.copyOf(Stream.concat(SCHEMAS.keySet().stream(), DOCUMENTS.keySet().stream())
                .toList());

        assertThat(covered).containsAll(EnumSet.allOf(LegacyFormat.class));
    }
}
