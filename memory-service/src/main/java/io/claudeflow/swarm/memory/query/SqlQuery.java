package io.claudeflow.swarm.memory.query;

import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A question in SQL.
 *
 * @param sql one statement, 1 to 100,000 characters
 * @param timeout 1 millisecond to 30 seconds
 * @param maxRows of an answer, 1 to 10,000
 * @param maxBytes of an answer, roughly, 1 KiB to 8 MiB
 * @param cursor from the answer before, or null for the beginning. Each answer runs the statement again and leaves out
 *     what was shown: rows that come or go in between move the others
 */
public record SqlQuery(
        String sql,
        SqlParameters parameters,
        Duration timeout,
        int maxRows,
        int maxBytes,
        @Nullable String cursor) {
    public static final int MAX_LENGTH = 100_000;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);
    public static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);
    public static final int DEFAULT_ROWS = 1_000;
    public static final int MAX_ROWS = 10_000;
    public static final int DEFAULT_BYTES = 1 << 20;
    public static final int MAX_BYTES = 8 << 20;
    public static final int MIN_BYTES = 1024;

    public SqlQuery {
        checkLength(sql);
        if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw MemoryException.invalid("timeout", timeout, "1ms to 30s");
        }
        if (maxRows < 1 || maxRows > MAX_ROWS) {
            throw MemoryException.invalid("maxRows", maxRows, "1 to " + MAX_ROWS);
        }
        if (maxBytes < MIN_BYTES || maxBytes > MAX_BYTES) {
            throw MemoryException.invalid("maxBytes", maxBytes, MIN_BYTES + " to " + MAX_BYTES);
        }
    }

    /** A statement without parameters, with the default limits. */
    public static SqlQuery of(String sql) {
        return new SqlQuery(sql, SqlParameters.NONE, DEFAULT_TIMEOUT, DEFAULT_ROWS, DEFAULT_BYTES, null);
    }

    public SqlQuery with(SqlParameters newParameters) {
        return new SqlQuery(sql, newParameters, timeout, maxRows, maxBytes, cursor);
    }

    public SqlQuery within(Duration newTimeout) {
        return new SqlQuery(sql, parameters, newTimeout, maxRows, maxBytes, cursor);
    }

    public SqlQuery page(int newMaxRows, int newMaxBytes, @Nullable String newCursor) {
        return new SqlQuery(sql, parameters, timeout, newMaxRows, newMaxBytes, newCursor);
    }

    static void checkLength(String sql) {
        if (sql.isBlank()) {
            throw MemoryException.invalid("sql", "(empty)", "one statement");
        }
        if (sql.length() > MAX_LENGTH) {
            throw MemoryException.limit("sql", sql.length() + " characters", "at most " + MAX_LENGTH);
        }
    }
}
