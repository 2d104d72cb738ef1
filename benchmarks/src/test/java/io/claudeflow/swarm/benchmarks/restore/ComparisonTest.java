package io.claudeflow.swarm.benchmarks.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.benchmarks.sqlite.TestDatabase;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    Path directory;

    private Path database(String name, String... statements) throws Exception {
        return TestDatabase.create(directory.resolve(name), statements);
    }

    private Comparison comparison() throws Exception {
        return new Comparison(Comparison.digests(database("backup.db")));
    }

    @Test
    void compare_aRestoredDatabase_isTheSame() throws Exception {
        Comparison comparison = comparison();
        Path restored = database(
                "restored.db",
                "UPDATE store_meta SET value = 99 WHERE name = 'epoch'",
                "UPDATE store_meta SET value = 1 WHERE name = 'clean'",
                "INSERT INTO store_meta VALUES ('restored', 'from'), ('check_ok', 1), ('checked_at', 'now')");
        comparison.compare("restored", Comparison.digests(restored), Set.of());
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.tables()).isEqualTo(4);
        assertThat(comparison.sha256()).hasSize(64);
    }

    @Test
    void compare_otherRowsOrTables_areNamed() throws Exception {
        Comparison comparison = comparison();
        Path other = database(
                "other.db",
                "UPDATE memory_store SET value = 'two' WHERE id = 1",
                "UPDATE store_meta SET value = 13 WHERE name = 'revision'",
                "DROP TABLE sessions",
                "CREATE TABLE events (id INTEGER PRIMARY KEY)");
        comparison.compare("other", Comparison.digests(other), Comparison.LIVING);
        assertThat(comparison.differences())
                .hasSize(3)
                .satisfiesExactly(
                        memory -> assertThat(memory).startsWith("other: memory_store is 2 rows with SHA-256 "),
                        sessions -> assertThat(sessions).startsWith("other: sessions is absent, in the backup it is 0"),
                        schema -> assertThat(schema).startsWith("other: sqlite_schema is "));
    }

    @Test
    void sha256_isAnother_whenARowIs() throws Exception {
        Path other = database("other.db", "INSERT INTO sessions VALUES ('s', 'd')");
        assertThat(new Comparison(Comparison.digests(other)).sha256())
                .isNotEqualTo(comparison().sha256());
    }
}
