package io.claudeflow.swarm.memory.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A prepared statement, driven without JDBC's result set: that one asks SQLite for the names of all columns each time,
 * which costs as much as finding a row by its key. For the statements of entries; anything else uses JDBC. Used by one
 * thread at a time.
 */
final class DirectStatement {
    private final CoreStatement statement;
    private final DB driver;

    DirectStatement(PreparedStatement prepared) {
        this.statement = (CoreStatement) prepared;
        this.driver = statement.getDatabase();
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Reader<T extends @Nullable Object> {
        T read(Row row) throws SQLException;
    }

    /** Looks at a row and says whether it wants the next one. */
    @FunctionalInterface
    interface Visitor {
        boolean visit(Row row) throws SQLException;
    }

    /**
     * Runs a statement that gives no rows.
     *
     * @param values of its parameters in order: null, Integer, Long, Double, String or byte[]
     */
    void run(@Nullable Object... values) throws SQLException {
        first(row -> row, values);
    }

    /** What the reader makes of the first row, or null when there is none; parameters as in {@link #run}. */
    <T extends @Nullable Object> @Nullable T first(Reader<T> reader, @Nullable Object... values) throws SQLException {
        try {
            return driver.execute(statement, values) ? read(reader) : null;
        } finally {
            reset();
        }
    }

    /** Shows the rows to the visitor, in order, until it has enough, and counts them; parameters as in {@link #run}. */
    int each(Visitor visitor, @Nullable Object... values) throws SQLException {
        try {
            int rows = 0;
            boolean more = driver.execute(statement, values);
            while (more) {
                rows++;
                more = read(visitor::visit) && step();
            }
            return rows;
        } finally {
            reset();
        }
    }

    private <T extends @Nullable Object> T read(Reader<T> reader) throws SQLException {
        return statement.pointer.safeRun((db, pointer) -> reader.read(new Row(db, pointer)));
    }

    private boolean step() throws SQLException {
        int code = statement.pointer.safeRunInt(DB::step);
        if (code != Codes.SQLITE_ROW && code != Codes.SQLITE_DONE) {
            driver.throwex(code);
        }
        return code == Codes.SQLITE_ROW;
    }

    /** Gives up the statement's hold on the database; the driver has finalized one that failed. */
    private void reset() throws SQLException {
        if (!statement.pointer.isClosed()) {
            var _ = statement.pointer.safeRunInt(DB::reset);
        }
    }
}
