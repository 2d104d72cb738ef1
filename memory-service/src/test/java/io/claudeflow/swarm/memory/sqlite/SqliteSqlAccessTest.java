package io.claudeflow.swarm.memory.sqlite;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.query.SqlAccess;
import io.claudeflow.swarm.memory.query.SqlParameters;
import io.claudeflow.swarm.memory.query.SqlQuery;
import io.claudeflow.swarm.memory.query.SqlResult.Column;
import io.claudeflow.swarm.memory.query.SqlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSqlAccessTest {
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    @TempDir
    private Path directory;

    private SqlDatabase store;
    private SqlAccess sql;

    @BeforeEach
    void open() {
        store = new SqlDatabase(directory, true);
        sql = store.sql();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static SqlValue whole(long value) {
        return new SqlValue.Whole(value);
    }

    private static SqlValue text(String value) {
        return new SqlValue.Text(value);
    }

    @Test
    void query_givesColumnsTypesAndExactValues() {
        var result = sql.query(SqlQuery.of("SELECT 9223372036854775807 AS big, -9223372036854775808 AS small,"
                + " 0.1 AS real, 9e999 AS inf, 'ä''\uD83D\uDE00' AS text, x'00ff' AS blob, x'' AS empty, NULL AS"
                + " absent, '' AS blank"));
        assertThat(result.columns())
                .containsExactly(
                        new Column("big", "integer"),
                        new Column("small", "integer"),
                        new Column("real", "real"),
                        new Column("inf", "real"),
                        new Column("text", "text"),
                        new Column("blob", "blob"),
                        new Column("empty", "blob"),
                        new Column("absent", "null"),
                        new Column("blank", "text"));
        assertThat(result.rows().getFirst())
                .containsExactly(
                        whole(Long.MAX_VALUE),
                        whole(Long.MIN_VALUE),
                        new SqlValue.Real(0.1),
                        new SqlValue.Real(Double.POSITIVE_INFINITY),
                        text("ä'\uD83D\uDE00"),
                        new SqlValue.Blob(new byte[] {0, (byte) 0xff}),
                        new SqlValue.Blob(new byte[0]),
                        SqlValue.Null.VALUE,
                        text(""));
        assertThat(result.nextCursor()).isNull();
        assertThat(result.revision()).isEqualTo(store.database.newest());
    }

    @Test
    void query_ofNothing_stillNamesItsColumns() {
        var result = sql.query(SqlQuery.of("SELECT key, 1 AS one FROM memory_store WHERE 0"));
        assertThat(result.columns()).containsExactly(new Column("key", "null"), new Column("one", "null"));
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void query_takesParametersByPositionAndByName() {
        var parameters = new SqlParameters.Positional(List.of(
                whole(Long.MAX_VALUE),
                new SqlValue.Real(2.5),
                text("x'; DROP TABLE tasks; --"),
                new SqlValue.Blob(new byte[] {1}),
                SqlValue.Null.VALUE));
        var result = sql.query(SqlQuery.of("SELECT ?, ?, ?, ?, ?, typeof(?4)").with(parameters));
        assertThat(result.rows().getFirst()).startsWith(parameters.values().toArray(SqlValue[]::new));
        assertThat(result.rows().getFirst().getLast()).isEqualTo(text("blob"));
        var named = sql.query(
                SqlQuery.of("SELECT key FROM memory_store WHERE swarm = :swarm AND key = @key AND :swarm = 's'")
                        .with(new SqlParameters.Named(Map.of("swarm", text("s"), "@key", text("key7")))));
        assertThat(named.rows()).containsExactly(List.of(text("key7")));
    }

    @Test
    void query_worksAsSeed002Says() {
        store.database.<Integer>write(tx -> tx.prepare("INSERT INTO tasks (swarm, id, description, status,"
                        + " completed_at) VALUES ('s', 't1', 'd', 'completed', strftime('%Y-%m-%d %H:%M:%f', 'now'))")
                .executeUpdate());
        var result = sql.query(SqlQuery.of(
                "SELECT * FROM tasks WHERE status = 'completed' AND completed_at >" + " datetime('now', '-1 day')"));
        assertThat(result.rows()).hasSize(1);
    }

    @Test
    void query_isCutIntoPagesByRowsAndBytes() {
        var query = SqlQuery.of("SELECT key FROM memory_store ORDER BY id");
        var keys = new ArrayList<SqlValue>();
        String cursor = null;
        int pages = 0;
        do {
            var result = sql.query(query.page(20, SqlQuery.DEFAULT_BYTES, cursor));
            result.rows().forEach(row -> keys.add(row.getFirst()));
            cursor = result.nextCursor();
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(3);
        assertThat(keys).hasSize(50).doesNotHaveDuplicates().first().isEqualTo(text("key0"));
        var byBytes = sql.query(query.page(1000, 1024, null));
        assertThat(byBytes.rows()).hasSizeBetween(30, 49);
        assertThat(byBytes.nextCursor()).isNotNull();
        var rest = sql.query(query.page(1000, 1024, byBytes.nextCursor()));
        assertThat(rest.rows().size() + byBytes.rows().size()).isEqualTo(50);
    }

    @Test
    void query_refusesACursorOfAnotherStatementAndARowThatDoesNotFit() {
        var cursor = sql.query(SqlQuery.of("SELECT key FROM memory_store").page(1, 1024, null))
                .nextCursor();
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "cursor: ",
                () -> sql.query(SqlQuery.of("SELECT swarm FROM memory_store").page(1, 1024, cursor)));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "maxBytes: 1024 (expected: at least ",
                () -> sql.query(SqlQuery.of("SELECT hex(zeroblob(1000))").page(1, 1024, null)));
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "sql: a value is larger than 1048576 bytes",
                () -> sql.query(SqlQuery.of("SELECT randomblob(1048577)")));
    }

    @Test
    void query_endsAtItsDeadline() {
        long start = System.nanoTime();
        assertFails(
                FailureKind.DEADLINE_EXCEEDED,
                "the query took longer than 100 ms",
                () -> sql.query(SqlQuery.of(ENDLESS).within(Duration.ofMillis(100))));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void query_runsAFewAtATimeAndSaysSo() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var long1 = threads.submit(() -> sql.query(SqlQuery.of(ENDLESS).within(Duration.ofSeconds(20))));
            var long2 = threads.submit(() -> sql.query(SqlQuery.of(ENDLESS).within(Duration.ofSeconds(20))));
            await().untilAsserted(() -> assertFails(
                    FailureKind.BUSY,
                    "2 queries in raw SQL are running already",
                    () -> sql.query(SqlQuery.of("SELECT 1").within(Duration.ofMillis(20)))));
            store.stores.close();
            for (var ended : List.of(long1, long2)) {
                await().until(ended::isDone);
                assertThat(ended.exceptionNow())
                        .isInstanceOfSatisfying(
                                MemoryException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));
            }
        }
        assertFails(FailureKind.UNAVAILABLE, "the store is closed", () -> sql.query(SqlQuery.of("SELECT 1")));
    }

    @Test
    void query_saysWhatSqliteSays() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "sql: SELECT nonsense FROM tasks (expected: valid SQL; SQLite says: no such column: nonsense)",
                () -> sql.query(SqlQuery.of("SELECT nonsense FROM tasks")));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "sql: WITH x AS (SELECT 1) DELETE FROM tasks (expected: a statement that ",
                () -> sql.query(SqlQuery.of("WITH x AS (SELECT 1) DELETE FROM tasks")));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "sql: WITH x AS (SELECT 1) DELETE FROM tasks RETURNING 1 (expected: a statement that only reads)",
                () -> sql.query(SqlQuery.of("WITH x AS (SELECT 1) DELETE FROM tasks RETURNING 1")));
    }

    @Test
    void execute_readsPragmas() {
        assertThat(sql.execute("PRAGMA user_version").rows())
                .containsExactly(List.of(whole(Schema.current().version())));
        assertThat(sql.execute("PRAGMA table_info(tasks)").rows()).hasSizeGreaterThan(9);
        assertThat(sql.execute("PRAGMA integrity_check").rows()).containsExactly(List.of(text("ok")));
        assertThat(sql.execute("PRAGMA synchronous").rows()).containsExactly(List.of(whole(2)));
        assertThat(sql.execute("PRAGMA foreign_keys").rows()).containsExactly(List.of(whole(1)));
    }

    @Test
    void execute_acceptsTheSettingThatIsInForce_andNoOther() {
        assertThat(sql.execute("PRAGMA journal_mode=WAL").rows()).containsExactly(List.of(text("wal")));
        assertThat(sql.execute("PRAGMA synchronous = full").rows()).hasSize(1);
        assertThat(sql.execute("PRAGMA foreign_keys = ON").rows()).hasSize(1);
        assertFails(
                FailureKind.NOT_SUPPORTED,
                "sql: journal_mode=DELETE (expected: wal, as it is: a store's settings are not changed by SQL but by"
                        + " ENABLE_WAL and a restart)",
                () -> sql.execute("PRAGMA journal_mode=DELETE"));
        assertFails(
                FailureKind.NOT_SUPPORTED,
                "sql: foreign_keys=OFF (expected: 1, as it is",
                () -> sql.execute("PRAGMA foreign_keys=OFF"));
        assertFails(FailureKind.NOT_SUPPORTED, "sql: user_version=99", () -> sql.execute("PRAGMA user_version=99"));
        assertThat(sql.execute("PRAGMA foreign_keys").rows()).containsExactly(List.of(whole(1)));
    }

    @Test
    void execute_takesCareOfTheFile() {
        for (var statement : List.of(
                "VACUUM",
                "ANALYZE",
                "REINDEX",
                "PRAGMA optimize",
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "PRAGMA incremental_vacuum(10)",
                "PRAGMA incremental_vacuum")) {
            var report = sql.execute(statement);
            assertThat(report.columns())
                    .extracting(Column::name)
                    .containsExactly("bytesBefore", "bytesAfter", "seconds");
            assertThat(report.rows()).hasSize(1);
        }
        assertThat(store.database.<Long>read(session -> session.queryLong("SELECT count(*) FROM memory_store")))
                .isEqualTo(50);
    }

    @Test
    void off_refusesEverything() {
        assertFails(
                FailureKind.NOT_SUPPORTED,
                "raw SQL is switched off (RAW_SQL=false)",
                () -> SqlAccess.OFF.query(SqlQuery.of("SELECT 1")));
        assertFails(
                FailureKind.NOT_SUPPORTED, "raw SQL is switched off", () -> SqlAccess.OFF.execute("PRAGMA optimize"));
    }
}
