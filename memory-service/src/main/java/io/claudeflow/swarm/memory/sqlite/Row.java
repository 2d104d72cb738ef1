package io.claudeflow.swarm.memory.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.Codes;
import org.sqlite.core.DB;

/** The row a {@link DirectStatement} stands on, until it moves on; columns count from 1, as in JDBC. */
final class Row {
    private static final byte[] EMPTY = {};

    private final DB driver;
    private final long statement;

    Row(DB driver, long statement) {
        this.driver = driver;
        this.statement = statement;
    }

    /** A column as a number; 0 for NULL. */
    long integer(int column) throws SQLException {
        return driver.column_long(statement, column - 1);
    }

    /** A column as a number; 0 for NULL. */
    int number(int column) throws SQLException {
        return driver.column_int(statement, column - 1);
    }

    boolean isNull(int column) throws SQLException {
        return driver.column_type(statement, column - 1) == Codes.SQLITE_NULL;
    }

    /** The bytes of a text or blob; null for NULL. */
    byte @Nullable [] bytes(int column) throws SQLException {
        var bytes = driver.column_blob(statement, column - 1);
        // The driver gives null for an empty value too.
        return bytes == null && !isNull(column) ? EMPTY : bytes;
    }

    /** A column as text; null for NULL. Asking SQLite for bytes spares the driver's buffer object for each text. */
    @Nullable
    String text(int column) throws SQLException {
        var bytes = bytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The text of a column that is never NULL in a table that is not damaged. */
    String requiredText(int column) throws SQLException {
        var text = text(column);
        if (text == null) {
            throw SqliteFailures.corruptRow("column " + driver.column_name(statement, column - 1) + " is NULL");
        }
        return text;
    }
}
