package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.entry.ConflictPolicy;
import io.claudeflow.swarm.memory.legacy.decode.TextDecoding;
import io.claudeflow.swarm.memory.legacy.format.SourceDiscovery;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Sources that are damaged, or made to do damage. */
class HostileSourcesTest {
    static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);

    @TempDir
    Path directory;

    private Reading read(Path file) {
        return Reading.of(file, directory.resolve("work"));
    }

    private ImportOptions bounded(int maxValueBytes) {
        return new ImportOptions(
                ConflictPolicy.SKIP,
                false,
                TextDecoding.STRUCTURES,
                ZoneOffset.UTC,
                true,
                maxValueBytes,
                10,
                directory.resolve("work"),
                Set.of(),
                LifetimeRule.NONE);
    }

    private Path manyMemories() {
        return database(
                directory.resolve("memory.db"),
                List.of(Databases.MEMORIES),
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000)"
                        + " INSERT INTO memories (namespace, key, value, timestamp)"
                        + " SELECT 'n', 'k'||i, hex(zeroblob(100)), i FROM n");
    }

    @Test
    void shouldKeepWhatIsReadableWhenADatabaseIsTruncated() throws IOException {
        var file = manyMemories();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        var read = read(file);

        assertThat(read.faults().size() + (read.damaged() ? 1 : 0)).isEqualTo(1);
        assertThat(read.records().size()).isLessThan(2000);
    }

    @Test
    void shouldReportAFileThatEndsWithinTheHeader() throws IOException {
        var file = directory.resolve("memory.db");
        Files.write(file, "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));

        assertThat(read(file).problem()).contains("header of 100 bytes");
        assertThat(read(file).damaged()).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @FieldSource("SEEDS")
    void shouldNeverFailOtherwiseThanByReportWhenBytesAreFlipped(long seed) throws IOException {
        var file = manyMemories();
        byte[] bytes = Files.readAllBytes(file);
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            bytes[100 + random.nextInt(bytes.length - 100)] = (byte) random.nextInt();
        }
        Files.write(file, bytes);

        var read = read(file);

        assertThat(read.records().size() + read.failed().size()).isLessThanOrEqualTo(2100);
        assertThat(read.problem() != null
                        || !read.faults().isEmpty()
                        || !read.failed().isEmpty()
                        || !read.records().isEmpty())
                .isTrue();
    }

    @Test
    void shouldRefuseValuesBeyondTheLimitOneByOne() {
        var file = database(
                directory.resolve("memory.db"),
                List.of(Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','huge',"
                        + "CAST(zeroblob(300000000) AS TEXT),1), ('n','small','v',1)");

        var read = Reading.of(file, bounded(1_000));

        assertThat(read.value("small")).isEqualTo("TEXT v");
        assertThat(read.failed()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("huge");
            assertThat(row.reason()).contains("300000000 bytes");
        });
    }

    @Test
    void shouldRefuseAGzipBomb() throws Exception {
        var bomb = EntryTablesTest.gzip("[\"" + "a".repeat(5_000_000) + "\"]");
        var file = database(
                directory.resolve("memory.db"),
                Databases.PYTHON,
                "INSERT INTO memory_entries (memory_key, category, compressed_data) VALUES ('b','c',x'"
                        + HexFormat.of().formatHex(bomb) + "')");

        var read = Reading.of(file, bounded(100_000));

        assertThat(read.failed().getFirst().reason()).contains("more than 100000 bytes unpacked");
    }

    @Test
    void shouldRefuseInvalidUtf8OneByOne() throws IOException {
        var file = database(
                directory.resolve("memory.db"),
                List.of(Databases.MEMORIES),
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','bad',CAST(x'c328' AS"
                        + " TEXT),1),"
                        + " ('n','good','v',1)");
        var json = Files.write(
                directory.resolve("j"),
                "{\"n\":[{\"key\":\"a\",\"value\":\"v\"},{\"key\":\"b\",\"value\":\"Ã(\"}]}"
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(read(file).failed()).extracting(RowOutcome.Failed::name).containsExactly("bad");
        assertThat(read(file).value("good")).isEqualTo("TEXT v");
        assertThat(read(json).value("a")).isEqualTo("TEXT v");
        assertThat(read(json).faults()).hasSize(1);
    }

    @Test
    void shouldBoundTheDepthOfJson() throws IOException {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);
        var file = database(
                directory.resolve("memory.db"),
                Databases.SHARED_MEMORY,
                "INSERT INTO memory_store (key, value, type, created_at, updated_at, accessed_at)"
                        + " VALUES" + " ('deep','"
                        + deep + "','json',1,1,1), ('ok','[]','json',1,1,1)");
        var json = Files.writeString(
                directory.resolve("j"), "{\"n\":[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":" + deep + "}]}");

        assertThat(read(file).failed()).extracting(RowOutcome.Failed::name).containsExactly("deep");
        assertThat(read(file).value("ok")).isEqualTo("JSON []");
        assertThat(read(json).value("a")).isEqualTo("JSON 1");
        assertThat(read(json).faults()).hasSize(1);
    }

    @Test
    void shouldNotRunAnythingOfTheSchema() {
        var file = database(
                directory.resolve("memory.db"),
                "CREATE TABLE memories (namespace TEXT, key TEXT, value TEXT, timestamp INTEGER,"
                        + " evil TEXT AS (upper(value)) VIRTUAL)",
                "INSERT INTO memories (namespace, key, value, timestamp) VALUES ('n','k','v',1)",
                "CREATE VIRTUAL TABLE memory_entries USING fts5(key, value, namespace, ttl, expires_at,"
                        + " accessed_at)",
                "INSERT INTO memory_entries (key, value) VALUES ('virtual','v')");

        var read = read(file);

        assertThat(read.formats()).containsOnlyKeys("memories");
        assertThat(read.value("k")).isEqualTo("TEXT v");
    }

    @Test
    void shouldNotLeaveTheSourceThroughLinks() throws IOException {
        var source = Files.createDirectories(directory.resolve("source"));
        var outside = Files.writeString(directory.resolve("secret.json"), "{\"n\":[{\"key\":\"k\",\"value\":1}]}");
        Files.createSymbolicLink(source.resolve("memory.json"), outside);
        Files.createSymbolicLink(source.resolve("loop.json"), source.resolve("loop.json"));
        Files.createSymbolicLink(source.resolve(".swarm"), source);
        Files.writeString(source.resolve("memory.db"), "x");
        Files.createSymbolicLink(source.resolve("alias.db"), source.resolve("memory.db"));

        var found = SourceDiscovery.find(source, Set.of());

        assertThat(found.candidates())
                .extracting(candidate -> candidate.path().getFileName().toString())
                .containsExactly("memory.db");
        assertThat(found.refused())
                .extracting(SourceDiscovery.Refused::name)
                .containsExactlyInAnyOrder("memory.json", "loop.json");
        assertThat(found.refused()).extracting(SourceDiscovery.Refused::reason).anyMatch(r -> r.contains("outside"));
    }

    @Test
    void shouldReadARowWhoseTimesAreNonsenseButNotOneWhoseExpiryIs() {
        var file = database(
                directory.resolve("memory.db"),
                Databases.SHIPPED,
                "INSERT INTO memory_entries (key, value, created_at) VALUES ('created','v','yesterday')",
                "INSERT INTO memory_entries (key, value, expires_at) VALUES ('expires','v','tomorrow'),"
                        + " ('far','v',9e300)");

        var read = read(file);

        assertThat(read.entry("created").lifecycle().createdAt()).isNull();
        assertThat(read.notes()).singleElement().asString().contains("yesterday");
        assertThat(read.failed()).extracting(RowOutcome.Failed::name).containsExactly("expires", "far");
    }
}
