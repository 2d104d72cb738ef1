package io.claudeflow.swarm.memory.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/**
 * A connection and its prepared statements. Used by one thread at a time; only {@link #interrupt} may be called by
 * another.
 */
final class SqliteSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SqliteSession.class);
    private static final int MAX_STATEMENTS = 128;

    private final Connection connection;
    private final java.sql.Statement interrupter;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Takes a new connection over. Its driver is told that transactions are not its business: in auto-commit mode it
     * tries a {@code BEGIN} and a {@code COMMIT} of its own around each statement.
     */
    SqliteSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.interrupter = connection.createStatement();
        connection.setAutoCommit(false);
        execute("COMMIT");
    }

    /** The statement, prepared once; its result set must be closed before the statement is asked for again. */
    PreparedStatement prepare(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() >= MAX_STATEMENTS) {
            var eldest = statements.entrySet().iterator().next();
            statements.remove(eldest.getKey());
            eldest.getValue().close();
        }
        var prepared = connection.prepareStatement(sql);
        statements.put(sql, prepared);
        return prepared;
    }

    /** As {@link #prepare}, for the statements that run for each entry. */
    DirectStatement direct(String sql) throws SQLException {
        return new DirectStatement(prepare(sql));
    }

    /**
     * Forgets the prepared statements after a failure: the driver finalizes the statement that failed, except on a
     * constraint, and does not say so.
     */
    void forgetStatements(SQLException failure) {
        if (SqliteFailures.code(failure) == SqliteFailures.CONSTRAINT) {
            return;
        }
        for (var statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        statements.clear();
    }

    /** Runs a statement, or several, that give no result. */
    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Ends a transaction that failed. SQLite has often rolled back by itself already; then there is nothing to do. */
    void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("nothing to roll back");
        }
    }

    /** Writes one state of the database, all that is committed, to {@code file}, which must not be there yet. */
    void vacuumInto(Path file) throws SQLException {
        execute("VACUUM INTO '" + file.toString().replace("'", "''") + "'");
    }

    /** The first column of the first row of a query without parameters, as a number; 0 when there is no row. */
    long queryLong(String sql) throws SQLException {
        try (var rows = prepare(sql).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** The first column of the first row of a query without parameters, as text; empty when there is none. */
    String queryText(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /** Lowers one of SQLite's limits for this connection. */
    void limit(SQLiteLimits limit, int value) throws SQLException {
        connection.unwrap(SQLiteConnection.class).setLimit(limit, value);
    }

    /** Has the handler asked after each so many steps of a statement; what it answers other than 0 ends it. */
    void progress(int steps, ProgressHandler handler) throws SQLException {
        ProgressHandler.setHandler(connection, steps, handler);
    }

    /** Makes the statement that runs now on this connection end with {@code SQLITE_INTERRUPT}. Thread-safe. */
    void interrupt() throws SQLException {
        interrupter.cancel();
    }

    @Override
    public void close() throws SQLException {
        for (var statement : statements.values()) {
            statement.close();
        }
        statements.clear();
        interrupter.close();
        connection.close();
    }
}
