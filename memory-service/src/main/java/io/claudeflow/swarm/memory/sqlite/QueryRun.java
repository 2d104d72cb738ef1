package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.page.Cursor;
import io.claudeflow.swarm.memory.query.SqlQuery;
import io.claudeflow.swarm.memory.query.SqlResult;
import io.claudeflow.swarm.memory.query.SqlValue;
import io.claudeflow.swarm.memory.revision.Revision;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/** One statement of a caller on a connection of its own. Runs on one thread; {@link #cancel} may come from another. */
final class QueryRun implements Callable<SqlResult> {
    /**
     * The longest text or blob that an expression may make. Larger would let one call of {@code instr} or
     * {@code replace}, which no deadline reaches, take minutes.
     */
    static final int MAX_VALUE_BYTES = 1 << 20;

    private static final long DISK_CHECK_NANOS = Duration.ofMillis(100).toNanos();

    private final Database database;
    private final SqlQuery query;
    private final List<SqlValue> values;
    private final long skip;
    private final String listing;
    private final long deadline;
    private final Duration timeout;
    private volatile boolean cancelled;

    QueryRun(
            Database database,
            SqlQuery query,
            List<SqlValue> values,
            long skip,
            String listing,
            long deadline,
            Duration timeout) {
        this.database = database;
        this.query = query;
        this.values = values;
        this.skip = skip;
        this.listing = listing;
        this.deadline = deadline;
        this.timeout = timeout;
    }

    void cancel() {
        cancelled = true;
    }

    /** Ends the statement at its deadline, or when what it sorts fills the disk. */
    private final class Guard extends ProgressHandler {
        private final long enough = database.files().diskFreeBytes() / 2;
        private long nextDiskCheck = System.nanoTime() + DISK_CHECK_NANOS;
        private boolean diskFills;

        @Override
        protected int progress() {
            long now = System.nanoTime();
            if (cancelled || now - deadline > 0) {
                return 1;
            }
            if (now - nextDiskCheck > 0) {
                nextDiskCheck = now + DISK_CHECK_NANOS;
                diskFills = database.files().diskFreeBytes() < enough;
            }
            return diskFills ? 1 : 0;
        }
    }

    @Override
    public SqlResult call() {
        var guard = new Guard();
        try (var session = new SqliteConnections(database.config()).query(guard, MAX_VALUE_BYTES)) {
            session.execute("PRAGMA busy_timeout=" + timeout.toMillis());
            session.execute("BEGIN");
            try {
                return answer(session);
            } finally {
                session.progress(0, guard);
            }
        } catch (SQLException e) {
            throw failure(e, guard);
        }
    }

    private SqlResult answer(SqliteSession session) throws SQLException {
        var revision = new Revision(
                session.queryLong("SELECT value FROM store_meta WHERE name = 'epoch'"),
                session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'"));
        var statement = session.prepare(query.sql());
        bind(statement);
        try (var row = statement.executeQuery()) {
            var names = names(row);
            for (long i = 0; i < skip; i++) {
                if (!row.next()) {
                    return SqlResult.of(names, List.of(), null, revision);
                }
            }
            return page(row, names, revision);
        }
    }

    private SqlResult page(ResultSet row, List<String> names, Revision revision) throws SQLException {
        var rows = new ArrayList<List<SqlValue>>();
        long bytes = 0;
        while (row.next()) {
            if (System.nanoTime() - deadline > 0) {
                throw tooLong();
            }
            var next = row(row, names.size());
            bytes += next.stream().mapToInt(SqlValue::footprint).sum();
            boolean tooMuch = bytes > query.maxBytes();
            if (tooMuch && rows.isEmpty()) {
                throw MemoryException.limit(
                        "maxBytes", query.maxBytes(), "at least " + bytes + ", for the next row alone");
            }
            if (tooMuch || rows.size() == query.maxRows()) {
                var cursor = Cursor.write(listing, Long.toString(skip + rows.size()));
                return SqlResult.of(names, rows, cursor, revision);
            }
            rows.add(next);
        }
        return SqlResult.of(names, rows, null, revision);
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int found = statement.getParameterMetaData().getParameterCount();
        if (found != values.size()) {
            throw MemoryException.invalid("parameters", values.size() + " values", found + " for this statement");
        }
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case SqlValue.Null _ -> statement.setObject(i + 1, null);
                case SqlValue.Whole(long number) -> statement.setLong(i + 1, number);
                case SqlValue.Real(double number) -> statement.setDouble(i + 1, number);
                case SqlValue.Text(String text) -> statement.setString(i + 1, text);
                case SqlValue.Blob blob -> statement.setBytes(i + 1, blob.bytes());
            }
        }
    }

    static List<String> names(ResultSet row) throws SQLException {
        var metadata = row.getMetaData();
        var names = new ArrayList<String>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            names.add(metadata.getColumnName(i));
        }
        return names;
    }

    static List<SqlValue> row(ResultSet row, int columns) throws SQLException {
        var values = new ArrayList<SqlValue>(columns);
        for (int i = 1; i <= columns; i++) {
            values.add(value(row.getObject(i)));
        }
        return values;
    }

    private static SqlValue value(@Nullable Object value) {
        return switch (value) {
            case null -> SqlValue.Null.VALUE;
            case Integer number -> new SqlValue.Whole(number);
            case Long number -> new SqlValue.Whole(number);
            case Double number -> new SqlValue.Real(number);
            case byte[] bytes -> new SqlValue.Blob(bytes);
            default -> new SqlValue.Text(value.toString());
        };
    }

    /** The query ran out of its time. */
    MemoryException tooLong() {
        return MemoryException.of(
                FailureKind.DEADLINE_EXCEEDED,
                "the query took longer than " + timeout.toMillis() + " ms and was ended; narrow it, or raise timeout"
                        + " (at most " + SqlQuery.MAX_TIMEOUT.toSeconds() + "s)");
    }

    private MemoryException failure(SQLException e, Guard guard) {
        return switch (SqliteFailures.code(e)) {
            case SqliteFailures.INTERRUPT -> interrupted(e, guard);
            case SqliteFailures.READONLY -> refused("a statement that only reads");
            case SqliteFailures.TOOBIG ->
                MemoryException.of(
                        FailureKind.LIMIT_EXCEEDED,
                        "sql: a value is larger than " + MAX_VALUE_BYTES
                                + " bytes (expected: smaller ones; octet_length(value) tells its size, retrieve gives"
                                + " it whole)",
                        e);
            case SqliteFailures.ERROR, SqliteFailures.AUTH, SqliteFailures.MISMATCH, SqliteFailures.RANGE ->
                refused("valid SQL; SQLite says: " + message(e));
            case SqliteFailures.NONE -> refused("a statement that gives rows");
            default -> SqliteFailures.of(e);
        };
    }

    private MemoryException interrupted(SQLException e, Guard guard) {
        if (guard.diskFills) {
            return MemoryException.of(
                    FailureKind.LIMIT_EXCEEDED,
                    "the query was ended: what it sorts takes half of the free disk; narrow it",
                    e);
        }
        return cancelled && System.nanoTime() - deadline < 0
                ? MemoryException.of(FailureKind.UNAVAILABLE, "the query was ended because the store is closing", e)
                : tooLong();
    }

    private MemoryException refused(String expected) {
        return MemoryException.invalid("sql", query.sql(), expected);
    }

    /** What the driver adds around SQLite's own words, left out. */
    private static String message(SQLException e) {
        var text = String.valueOf(e.getMessage());
        int open = text.lastIndexOf('(');
        return open > 0 && text.endsWith(")") ? text.substring(open + 1, text.length() - 1) : text;
    }
}
