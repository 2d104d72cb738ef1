package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.TestClock;
import io.claudeflow.swarm.memory.codec.Compression;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.EntryOperation.Put;
import io.claudeflow.swarm.memory.entry.EntryValue;
import io.claudeflow.swarm.memory.maintenance.EngineListener;
import io.claudeflow.swarm.memory.search.SearchFilter;
import io.claudeflow.swarm.memory.search.SearchQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sqlite3 of the image (Debian's 3.40) opens a file with a filled index of words, though it cannot query it. */
class SearchSchemaTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("memory.db");
        var clock = new TestClock("2026-11-21T12:00:00Z");
        var codec = new ValueCodec(Compression.ZSTD, 1_000, 16 << 20);
        try (var database = Database.open(TestDatabases.config(file, true), clock, EngineListener.NONE);
                var stores = new SearchStores(database, codec, (namespace, key) -> true, 0)) {
            stores.start();
            var entries = new SqliteEntryStore(database, codec, key -> {});
            for (int i = 0; i < 50; i++) {
                entries.put(Put.of(new EntryKey("s", "n", "key" + i), EntryValue.text("word " + i)));
            }
            var query = SearchQuery.text(SearchFilter.all("s", null), "word").covering(database.newest());
            assertThat(stores.search().search(query).hits()).hasSize(10);
        }
    }

    private String sqlite3(String sql) throws IOException, InterruptedException {
        var process = new ProcessBuilder("sqlite3", "-readonly", "-batch", file.toString(), sql)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return answer;
    }

    @Test
    void sqlite3_readsCountsAndChecks() throws IOException, InterruptedException {
        assertThat(sqlite3("SELECT COUNT(*) FROM memory_store")).isEqualTo("50");
        assertThat(sqlite3("PRAGMA integrity_check")).isEqualTo("ok");
        assertThat(sqlite3("PRAGMA quick_check")).isEqualTo("ok");
        assertThat(sqlite3("SELECT count(*) FROM search_documents")).isEqualTo("50");
        assertThat(sqlite3("SELECT value FROM memory_store WHERE key = 'key7'")).isEqualTo("word 7");
        assertThat(sqlite3("SELECT revision, documents FROM search_index")).isEqualTo("50|50");
        for (var table : new String[] {
            "sessions",
            "agents",
            "tasks",
            "agent_memory",
            "shared_state",
            "events",
            "patterns",
            "performance_metrics",
            "workflow_state",
            "swarm_topology",
            "consensus_state"
        }) {
            assertThat(sqlite3("SELECT COUNT(*) FROM " + table)).isEqualTo("0");
        }
    }
}
