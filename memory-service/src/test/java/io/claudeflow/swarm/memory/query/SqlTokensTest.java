package io.claudeflow.swarm.memory.query;

import static io.claudeflow.swarm.memory.testing.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.claudeflow.swarm.memory.failure.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {
    private static String kinds(String sql) {
        return SqlTokens.ofOneStatement(sql).stream()
                .map(token -> token.kind() + ":" + token.text())
                .collect(Collectors.joining(" "));
    }

    @Test
    void shouldCutAsSqliteDoes() {
        assertThat(kinds("SELECT 'it''s; --', \"a\"\"b\", `c``d`, [e]]f -- end; here\n, x'00', 1.5e-3+2, .5, 0x1F-1"))
                .isEqualTo("WORD:SELECT STRING:it's; -- SYMBOL:, QUOTED:a\"b SYMBOL:, QUOTED:c`d SYMBOL:, QUOTED:e"
                        + " SYMBOL:] WORD:f SYMBOL:, BLOB:00 SYMBOL:, NUMBER:1.5e-3 SYMBOL:+ NUMBER:2 SYMBOL:,"
                        + " NUMBER:.5 SYMBOL:, NUMBER:0x1F SYMBOL:- NUMBER:1");
        assertThat(kinds("\uFEFF/* ; */ SELECT/**/a$b, ?, ?12, :n, @n, $n ; ; /* open"))
                .isEqualTo("WORD:SELECT WORD:a$b SYMBOL:, PARAMETER:? SYMBOL:, PARAMETER:?12 SYMBOL:, PARAMETER::n"
                        + " SYMBOL:, PARAMETER:@n SYMBOL:, PARAMETER:$n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; SELECT 2",
                "SELECT 1;;SELECT 2",
                "SELECT 1; /* x */ DROP TABLE t",
                "SELECT 1 --;\n; DELETE FROM t",
                "SELECT ';' ; DELETE FROM t --",
                "; SELECT 1",
            })
    void shouldRefuseASecondStatement(String sql) {
        assertFails(FailureKind.INVALID_ARGUMENT, "sql: ", () -> SqlTokens.ofOneStatement(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                ";",
                "-- nothing",
                "/* nothing */ ;",
                "SELECT 'open",
                "SELECT \"open",
                "SELECT [open",
                "SELECT `open",
                "SELECT $a(x)",
                "SELECT $a::b",
                "SELECT #1",
                "SELECT :",
                "SELECT 1\0; DROP TABLE t",
            })
    void shouldRefuseWhatIsNoStatement(String sql) {
        assertFails(FailureKind.INVALID_ARGUMENT, "sql: ", () -> SqlTokens.ofOneStatement(sql));
    }

    @Test
    void shouldRefuseALongStatement() {
        assertFails(
                FailureKind.LIMIT_EXCEEDED,
                "sql: 100001 characters",
                () -> SqlQuery.of("SELECT " + " ".repeat(99_993) + "1"));
    }

    private static List<SqlValue> bind(String sql, SqlParameters parameters) {
        return ReadStatement.of(sql).bind(parameters);
    }

    @Test
    void shouldBindByPositionAndByName() {
        var one = new SqlValue.Whole(1);
        var two = new SqlValue.Text("2");
        assertThat(bind("SELECT ?, ?", new SqlParameters.Positional(List.of(one, two))))
                .containsExactly(one, two);
        assertThat(bind("SELECT ?2, ?1, ?2", new SqlParameters.Positional(List.of(one, two))))
                .containsExactly(one, two);
        assertThat(bind("SELECT :b, @a, :b, '?'", new SqlParameters.Named(Map.of("a", one, "b", two))))
                .containsExactly(two, one);
        assertThat(bind("SELECT :a, @a", new SqlParameters.Named(Map.of(":a", one, "@a", two))))
                .containsExactly(one, two);
    }

    @Test
    void shouldNameWhatDoesNotFit() {
        var one = new SqlParameters.Positional(List.of(new SqlValue.Whole(1)));
        var named = new SqlParameters.Named(Map.of("a", new SqlValue.Whole(1)));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "parameters: 1 values (expected: 2 for this statement)",
                () -> bind("SELECT ?, ?", one));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "parameters: a list (expected: an object with the member a, for :a)",
                () -> bind("SELECT :a", one));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "parameters: an object (expected: a list of values, for ?)",
                () -> bind("SELECT ?", named));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "parameters: [a] (expected: a value for :b)",
                () -> bind("SELECT :b", named));
        assertFails(
                FailureKind.INVALID_ARGUMENT,
                "parameters: a (expected: only names that the statement has)",
                () -> bind("SELECT 1", named));
        assertFails(FailureKind.INVALID_ARGUMENT, "sql: ?0 (expected: ?1 to ?1000)", () -> bind("SELECT ?0", one));
        assertFails(
                FailureKind.INVALID_ARGUMENT, "sql: ?99999999999 (expected", () -> bind("SELECT ?99999999999", one));
    }
}
