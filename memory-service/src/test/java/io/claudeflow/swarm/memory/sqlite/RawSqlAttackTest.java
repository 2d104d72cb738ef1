package io.claudeflow.swarm.memory.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that try to write, to reach outside, to change settings, or to take the process down. */
class RawSqlAttackTest {
    private static final Set<FailureKind> REFUSALS =
            Set.of(FailureKind.INVALID_ARGUMENT, FailureKind.LIMIT_EXCEEDED, FailureKind.DEADLINE_EXCEEDED);

    @TempDir
    private static Path directory;

    private static SqlDatabase store;
    private static String before;

    @BeforeAll
    static void open() {
        store = new SqlDatabase(directory, true);
        before = store.digest();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static final String ATTACKS = """
                DELETE FROM memory_store
                INSERT INTO tasks (id, description) VALUES ('x', 'y')
                UPDATE store_meta SET value = 0
                REPLACE INTO store_meta VALUES ('revision', 0)
                DROP TABLE tasks
                ALTER TABLE tasks RENAME TO t
                CREATE TABLE t(a)
                CREATE TEMP TABLE t(a)
                CREATE TEMP VIEW v AS SELECT 1
                CREATE VIRTUAL TABLE temp.t USING fts5(a)
                CREATE INDEX i ON tasks(id)
                CREATE TRIGGER x AFTER INSERT ON tasks BEGIN DELETE FROM tasks; END
                BEGIN IMMEDIATE
                COMMIT
                ROLLBACK
                SAVEPOINT x
                RELEASE x
                VACUUM
                VACUUM INTO '/tmp/stolen.db'
                REINDEX
                ANALYZE
                ATTACH '/etc/passwd' AS p
                ATTACH ':memory:' AS m
                ATTACH DATABASE 'file:/tmp/new.db?mode=rwc' AS n
                DETACH main
                PRAGMA journal_mode=DELETE
                PRAGMA writable_schema=ON
                PRAGMA query_only=OFF
                PRAGMA user_version=99
                PRAGMA wal_checkpoint(TRUNCATE)
                pragma user_version
                EXPLAIN PRAGMA journal_mode=DELETE
                EXPLAIN QUERY PLAN PRAGMA query_only=OFF
                EXPLAIN DELETE FROM tasks
                EXPLAIN ATTACH 'x' AS y
                EXPLAIN
                EXPLAIN QUERY PLAN
                WITH x AS (SELECT 1) DELETE FROM memory_store
                WITH x AS (SELECT 1) DELETE FROM memory_store RETURNING key
                WITH x AS (SELECT 1) UPDATE tasks SET status = 'x' RETURNING id
                WITH x AS (SELECT 1) INSERT INTO tasks (id, description) SELECT 'a', 'b' RETURNING id
                WITH x AS (SELECT 1) INSERT INTO sqlite_temp_schema SELECT 1, 2, 3, 4, 5 RETURNING 1
                WITH x AS (SELECT 1) REPLACE INTO store_meta VALUES ('revision', 0) RETURNING 1
                SELECT 1; DELETE FROM memory_store
                SELECT 1;DELETE FROM memory_store;
                SELECT ';'; DROP TABLE tasks
                SELECT 1 /* ; */ ; DROP TABLE tasks
                SELECT '--' ; DROP TABLE tasks --'
                SELECT "a;b"";" ; DROP TABLE tasks
                SELECT [;] ; DROP TABLE tasks
                SELECT $a('); DROP TABLE tasks --')
                SELECT $x(), 1 FROM pragma_optimize --')
                ; DELETE FROM memory_store
                /* SELECT */ DELETE FROM memory_store
                -- SELECT
                SELECT load_extension('/tmp/evil.so')
                SELECT "load_extension"('/tmp/evil.so', 'entry')
                SELECT [Load_Extension]('x')
                SELECT load_extension /* here */ ('x')
                SELECT writefile('/tmp/x', 'y')
                SELECT readfile('/etc/passwd')
                SELECT edit('x', 'sh')
                SELECT * FROM fsdir('/')
                SELECT fts3_tokenizer('simple')
                SELECT fts3_tokenizer('simple', x'4141414141414141')
                SELECT sqlite_log(1, 'x')
                SELECT * FROM pragma_optimize
                SELECT * FROM pragma_optimize(65538)
                SELECT * FROM "pragma_optimize"
                SELECT * FROM [PRAGMA_OPTIMIZE]
                SELECT * FROM 'pragma_optimize'
                SELECT * FROM pragma_query_only
                SELECT * FROM pragma_temp_store_directory('/x')
                SELECT randomblob(1000000000)
                SELECT hex(zeroblob(1000000000))
                SELECT zeroblob(2000000)
                SELECT replicate('x', 2000000000)
                SELECT padl('x', 2000000000)
                SELECT printf('%.*c', 1000000000, 'x')
                SELECT format('%01000000000d', 1)
                SELECT replace(hex(zeroblob(500000)), '0', hex(zeroblob(500000)))
                SELECT group_concat(hex(randomblob(500000))) FROM memory_store
                SELECT json_group_array(hex(randomblob(100000))) FROM memory_store
                SELECT median(length(a.value) + b.id) FROM memory_store a, memory_store b
                SELECT percentile(a.id, 50) FROM memory_store a, memory_store b
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
                WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i + 1 FROM n) SELECT i FROM n ORDER BY i DESC
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(randomblob(1000)) FROM n
                WITH RECURSIVE n(s) AS (SELECT 'a' UNION ALL SELECT s || s FROM n) SELECT max(length(s)) FROM n
                SELECT count(*) FROM memory_store a, memory_store b, memory_store c, memory_store d, memory_store e
                SELECT 1 WHERE hex(zeroblob(300)) LIKE replace(hex(zeroblob(300)), '0', '%')
                SELECT instr(zeroblob(400000), zeroblob(200000) || x'01') FROM memory_store
                WITH m AS (SELECT 1 FROM memory_store) VALUES ((SELECT count(*) FROM m a, m b, m c, m d, m e, m f))
                SELECT * FROM memory_store WHERE key MATCH 'x'
                SELECT \0 1
                (SELECT 1)
                TABLE memory_store
                SELECT ?
                SELECT :a
                SELECT * FROM sqlite_dbpage
                SELECT 'unterminated
                SELECT changes(), 1 FROM nothing_here""";

    static String[] attacks() {
        return ATTACKS.lines().map(line -> line.replace("\\0", "\0")).toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void shouldBeRefusedAndChangeNothing(String statement) {
        long start = System.nanoTime();
        MemoryException refusal = null;
        try {
            store.sql().query(SqlQuery.of(statement).within(Duration.ofMillis(200)));
        } catch (MemoryException e) {
            refusal = e;
        }
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.kind()).as(refusal.getMessage()).isIn(REFUSALS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        assertThat(store.digest()).isEqualTo(before);
    }

    static String[] harmless() {
        return """
                SELECT 1;
                SELECT 1 ; ; -- and no more
                select * from memory_store limit 1
                VALUES (1, 'a'), (2, 'b')
                WITH x(a) AS (VALUES (1)) SELECT replace(a, '1', '2') FROM x
                EXPLAIN SELECT 1
                EXPLAIN QUERY PLAN SELECT * FROM memory_store WHERE key = 'a'
                SELECT name FROM pragma_table_info('tasks')
                SELECT * FROM pragma_integrity_check
                SELECT mode FROM locks
                SELECT 'DELETE FROM memory_store; DROP TABLE tasks'
                SELECT "key" FROM [memory_store] WHERE `swarm` = 's' -- ; DELETE
                SELECT json_extract(value, '$.i') FROM memory_store WHERE key = 'key1'
                SELECT count(*) FROM sqlite_schema
                SELECT name FROM dbstat LIMIT 1""".lines().toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void shouldBeAnswered(String statement) {
        assertThat(store.sql().query(SqlQuery.of(statement)).columns()).isNotEmpty();
        assertThat(store.digest()).isEqualTo(before);
    }

    /** Each level names the one before eight times: expanded while it is prepared, before anything runs. */
    @Test
    void shouldEndAStatementThatExplodesWhenItIsPrepared() {
        var statement = new StringBuilder("WITH t0 AS (SELECT 1 AS a)");
        for (int i = 1; i < 9; i++) {
            int below = i - 1;
            var from = IntStream.range(0, 8)
                    .mapToObj(n -> "t" + below + " AS x" + n)
                    .collect(Collectors.joining(", "));
            statement
                    .append(", t")
                    .append(i)
                    .append(" AS (SELECT x0.a FROM ")
                    .append(from)
                    .append(')');
        }
        long start = System.nanoTime();
        assertThat(catchRefusal(statement + " SELECT count(*) FROM t8").kind()).isIn(REFUSALS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }

    private static MemoryException catchRefusal(String statement) {
        try {
            var result = store.sql().query(SqlQuery.of(statement).within(Duration.ofMillis(500)));
            throw new AssertionError("answered: " + result);
        } catch (MemoryException e) {
            return e;
        }
    }
}
