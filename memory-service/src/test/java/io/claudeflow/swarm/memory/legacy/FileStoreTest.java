package io.claudeflow.swarm.memory.legacy;

import static io.claudeflow.swarm.memory.legacy.Databases.database;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One JSON file an entry, with a metadata database beside the folder (B9). */
class FileStoreTest {
    private static final String PACKED = "H4sIAAAAAAACA6tWyi1OV7JSykjNyclXGCVHyVFylBwlR8mRSSrVAgArvji7EgcAAA==";
    private static final String PACKED_2 = "H4sIAAAAAAACA6tWSlSyUqoYBaNgFIyCUTAKRsGQB0q1AF1yJcHYBwAA";

    @TempDir
    Path directory;

    private Path folder = Path.of("unset");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(directory.resolve(".claude-flow/memory"));
    }

    private Path file(String name, String body) throws IOException {
        return Files.writeString(folder.resolve(name), body);
    }

    private static String entry(String key, String value, boolean compressed, String conflicts) {
        return """
                {"key": "%s", "value": %s, "timestamp": 1767744000.25, "namespace": "knowledge/patterns",
                 "compressed": %s, "version": 1, "conflicted": %s, "conflict_values": %s}""".formatted(key, value, compressed, !conflicts.equals("[]"), conflicts);
    }

    private Reading read(Path file) {
        return Reading.of(file, directory.resolve("work"));
    }

    @Test
    void shouldUnpackTheVerifiedFixtures() throws IOException {
        file("knowledge_patterns_x.json", entry("knowledge/patterns/x", '"' + PACKED + '"', true, "[]"));
        file("knowledge_patterns_y.json", entry("knowledge/patterns/y", '"' + PACKED_2 + '"', true, "[]"));

        var read = read(folder.resolve("knowledge_patterns_x.json"));

        var value = read.entry("knowledge/patterns/x").value().asString();
        assertThat(value).hasSize(1810).startsWith("{\"msg\":\"hello hello ");
        assertThat(read.entry("knowledge/patterns/y").value().asString())
                .isEqualTo("{\"a\":\"" + "x".repeat(2000) + "\"}");
        assertThat(read.entry("knowledge/patterns/x").namespace()).isEqualTo("knowledge/patterns");
        assertThat(read.entry("knowledge/patterns/x").lifecycle().writtenAt())
                .isEqualTo(Instant.ofEpochMilli(1767744000250L));
    }

    @Test
    void shouldKeepConflictingValuesThoughTheirCompressionIsUnmarked() throws IOException {
        var path = file(
                "a.json",
                entry(
                        "a/b",
                        "\"new\"",
                        false,
                        "[[\"" + PACKED_2 + "\", 1767740000.0], [\"old\"," + "" + " 1767730000.0]]"));

        var metadata = read(path).entry("a/b").metadata();

        assertThat(metadata.isTrue("conflicted")).isTrue();
        assertThat(String.valueOf(metadata.get("conflictValues")))
                .contains("x".repeat(2000))
                .contains("old")
                .doesNotContain("H4sI");
    }

    @Test
    void shouldMoveConflictingValuesToAnEntryOfTheirOwnWhenTheyAreLarge() throws IOException {
        var path = file("a.json", entry("a/b", "\"new\"", false, "[[\"" + "z".repeat(70_000) + "\", 1.0]]"));

        var read = read(path);

        assertThat(read.value("a/b")).isEqualTo("TEXT new");
        assertThat(read.entry("a/b/conflicts").value().size()).isGreaterThan(70_000);
    }

    @Test
    void shouldMatchRowsByTheKeyInsideAndReportOrphansOfBothKinds() throws IOException {
        file("a_b.json", entry("a/b", "1", false, "[]"));
        file("orphan.json", entry("o", "2", false, "[]"));
        file("torn.json", "{\"key\": \"torn\", \"value\": \"x");
        file("store.json", "{\"version\": \"3.0.0\", \"entries\": {\"k\": {\"key\": \"k\", \"value\": 1}}}");
        var index = database(
                directory.resolve(".claude-flow/memory.db"),
                List.of(Databases.FILE_INDEX),
                "INSERT INTO memory_metadata VALUES ('a/b','a',1767744000.25,1,0,'.claude-flow/memory/a_b.json',"
                        + "1767740000.5,1767745000.0)",
                "INSERT INTO memory_metadata VALUES ('a:b','a',1767744000,1,0,'x/../../a_b.json',1767740000,1)",
                "INSERT INTO memory_metadata VALUES ('gone','g',1767744000,1,0,'/etc/passwd',1767740000,1)");

        var read = read(index);

        assertThat(read.formats()).containsValue(LegacyFormat.FILE_STORE);
        assertThat(read.entry("a/b").lifecycle().createdAt()).isEqualTo(Instant.ofEpochMilli(1767740000500L));
        assertThat(read.entry("a/b").lifecycle().accessedAt()).isEqualTo(Instant.ofEpochSecond(1767745000));
        assertThat(read.value("o")).isEqualTo("JSON 2");
        assertThat(read.notes()).containsExactly("no row in memory_metadata");
        assertThat(read.failed())
                .extracting(RowOutcome.Failed::name)
                .containsExactlyInAnyOrder("torn.json", "a:b", "gone");
        assertThat(read.failed())
                .extracting(RowOutcome.Failed::reason)
                .anyMatch(reason -> reason.contains("overwritten by the key a/b"))
                .anyMatch(reason -> reason.contains("passwd is missing"));
        assertThat(read.records()).hasSize(2);
    }

    @Test
    void shouldReportBrokenCompressionOfOneFileAlone() throws IOException {
        file("bad.json", entry("bad", "\"H4sIAAAAAAAC\"", true, "[]"));
        var good = file("good.json", entry("good", "\"v\"", false, "[]"));

        var read = read(good);

        assertThat(read.value("good")).isEqualTo("TEXT v");
        assertThat(read.failed()).extracting(RowOutcome.Failed::name).containsExactly("bad");
        assertThat(read.failed().getFirst().reason()).contains("gzip");
    }
}
