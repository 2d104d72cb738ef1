package io.claudeflow.swarm.memory.query;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.query.SqlCommand.Care;
import io.claudeflow.swarm.memory.query.SqlCommand.GiveBack;
import io.claudeflow.swarm.memory.query.SqlCommand.Pragma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommandTest {
    @Test
    void shouldReadWhatIsAllowed() {
        assertThat(SqlCommand.parse("vacuum;")).isEqualTo(Care.VACUUM);
        assertThat(SqlCommand.parse("ANALYZE -- all")).isEqualTo(Care.OPTIMIZE);
        assertThat(SqlCommand.parse("PRAGMA optimize")).isEqualTo(Care.OPTIMIZE);
        assertThat(SqlCommand.parse("REINDEX")).isEqualTo(Care.REINDEX);
        assertThat(SqlCommand.parse("pragma main.wal_checkpoint(TRUNCATE)")).isEqualTo(Care.CHECKPOINT);
        assertThat(SqlCommand.parse("PRAGMA wal_checkpoint")).isEqualTo(Care.CHECKPOINT);
        assertThat(SqlCommand.parse("PRAGMA incremental_vacuum(20)")).isEqualTo(new GiveBack(20));
        assertThat(SqlCommand.parse("PRAGMA incremental_vacuum")).isEqualTo(new GiveBack(0));
        assertThat(SqlCommand.parse("PRAGMA journal_mode=WAL"))
                .isEqualTo(new Pragma("journal_mode", null, true, "WAL"));
        assertThat(SqlCommand.parse("PRAGMA cache_size = -2000"))
                .isEqualTo(new Pragma("cache_size", null, true, "-2000"));
        assertThat(SqlCommand.parse("PRAGMA user_version")).isEqualTo(new Pragma("user_version", null, false, null));
        assertThat(SqlCommand.parse("PRAGMA table_info(tasks)"))
                .isEqualTo(new Pragma("table_info", "tasks", false, null));
        assertThat(SqlCommand.parse("PRAGMA integrity_check(5)"))
                .isEqualTo(new Pragma("integrity_check", "5", false, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM INTO '/tmp/x.db'",
                "VACUUM main",
                "ANALYZE tasks",
                "REINDEX tasks",
                "DELETE FROM tasks",
                "SELECT 1",
                "ATTACH 'x' AS y",
                "CREATE TABLE t(a)",
                "PRAGMA writable_schema=ON",
                "PRAGMA writable_schema",
                "PRAGMA temp_store_directory='/x'",
                "PRAGMA hard_heap_limit=1",
                "PRAGMA temp.user_version",
                "PRAGMA main.",
                "PRAGMA",
                "PRAGMA optimize(1)",
                "PRAGMA table_info",
                "PRAGMA table_info=tasks",
                "PRAGMA table_info(tasks",
                "PRAGMA table_info(tasks) x",
                "PRAGMA wal_checkpoint('everything')",
                "PRAGMA incremental_vacuum(-1)",
                "PRAGMA incremental_vacuum(many)",
                "PRAGMA user_version; DELETE FROM tasks",
                "PRAGMA foreign_keys=",
                "PRAGMA query_only=OFF",
            })
    void shouldRefuseTheRest(String sql) {
        assertFails(FailureKind.INVALID_ARGUMENT, "sql: ", () -> SqlCommand.parse(sql));
    }

    @Test
    void shouldSayWhatIsAllowed() {
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "sql: DROP TABLE tasks (expected: VACUUM, ANALYZE, REINDEX, PRAGMA wal_checkpoint, optimize or"
                        + " incremental_vacuum, or a pragma that reads: application_id, ",
                () -> SqlCommand.parse("DROP TABLE tasks"));
    }
}
