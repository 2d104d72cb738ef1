package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlParameters;
import io.claudeflow.swarm.memory.query.SqlQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random text never changes the store, never hangs and never fails as a defect of ours. */
class RawSqlFuzzTest {
    private static final Set<FailureKind> EXPECTED = EnumSet.of(
            FailureKind.INVALID_ARGUMENT,
            FailureKind.LIMIT_EXCEEDED,
            FailureKind.DEADLINE_EXCEEDED,
            FailureKind.NOT_SUPPORTED);
    private static final int STATEMENTS = 800;

    private static final List<String> STARTS = List.of(
            "SELECT ",
            "WITH ",
            "VALUES ",
            "EXPLAIN ",
            "EXPLAIN QUERY PLAN SELECT ",
            "PRAGMA ",
            "DELETE FROM ",
            "SELECT * FROM ",
            "WITH x AS (SELECT 1) ",
            "",
            "/**/",
            "--\n",
            "\uFEFFSELECT ");

    private static final List<String> PIECES = List.of(
            "memory_store",
            "tasks",
            "store_meta",
            "locks",
            "sqlite_schema",
            "key",
            "value",
            "*",
            "1",
            "9e99",
            "-1",
            "x'00'",
            "'a'",
            "''",
            "'",
            "\"",
            "`",
            "[",
            "]",
            ";",
            ",",
            "(",
            ")",
            "()",
            "=",
            "||",
            "->>",
            "--",
            "/*",
            "*/",
            "\n",
            "DELETE FROM memory_store",
            "INSERT INTO tasks VALUES (1)",
            "UPDATE store_meta SET value = 1",
            "DROP TABLE tasks",
            "RETURNING 1",
            "FROM",
            "WHERE",
            "ORDER BY 1",
            "GROUP BY 1",
            "UNION ALL",
            "SELECT 1",
            "INTO",
            "AS x",
            "JOIN",
            "ON",
            "LIMIT 5",
            "NOT",
            "NULL",
            "IN",
            "LIKE '%'",
            "randomblob(9999999)",
            "zeroblob(9)",
            "load_extension('x')",
            "pragma_optimize",
            "pragma_table_info('tasks')",
            "journal_mode=DELETE",
            "user_version",
            "writable_schema=1",
            "wal_checkpoint",
            "VACUUM",
            "ATTACH 'x' AS y",
            "?",
            "?1",
            ":a",
            "@b",
            "$c",
            "#",
            "\0",
            "é",
            "\uD83D\uDE00",
            "RECURSIVE",
            "VALUES (1)",
            "CASE WHEN 1 THEN 2 END",
            "count(*)",
            "group_concat(key)");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_121, 4})
    void shouldLeaveTheStoreAsItIs(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        try (var store = new SqlDatabase(directory, seed % 2 == 0)) {
            var before = store.digest();
            long slowest = 0;
            for (int i = 0; i < STATEMENTS; i++) {
                var statement = statement(random);
                long start = System.nanoTime();
                try {
                    if (i % 4 == 0
                            && !statement.toUpperCase(java.util.Locale.ROOT).startsWith("VACUUM")) {
                        store.sql().execute(statement);
                    } else {
                        store.sql()
                                .query(new SqlQuery(
                                        statement, SqlParameters.NONE, Duration.ofMillis(100), 10, 1 << 16, null));
                    }
                } catch (MemoryException e) {
                    assertThat(e.kind()).as(statement + " -> " + e).isIn(EXPECTED);
                }
                slowest = Math.max(slowest, System.nanoTime() - start);
                if (i % 50 == 49) {
                    assertThat(store.digest()).as("after " + statement).isEqualTo(before);
                }
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static String statement(RandomGenerator random) {
        var text = new StringBuilder(STARTS.get(random.nextInt(STARTS.size())));
        int pieces = 1 + random.nextInt(10);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextInt(4) > 0) {
                text.append(' ');
            }
        }
        int mutations = random.nextInt(3);
        for (int i = 0; i < mutations && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
                default -> text.insert(at, text.charAt(random.nextInt(text.length())));
            }
        }
        return text.toString();
    }
}
