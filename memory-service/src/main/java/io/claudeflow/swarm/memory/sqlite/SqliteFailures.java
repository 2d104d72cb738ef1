package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What SQLite's result codes mean to a caller. Codes: <a href="https://sqlite.org/rescode.html">sqlite.org/rescode</a>.
 */
final class SqliteFailures {
    /** The driver's own failures. */
    static final int NONE = 0;

    static final int ERROR = 1;
    static final int BUSY = 5;
    static final int NOMEM = 7;
    static final int READONLY = 8;
    static final int INTERRUPT = 9;
    static final int IOERR = 10;
    static final int CORRUPT = 11;
    static final int FULL = 13;
    static final int CANTOPEN = 14;
    static final int TOOBIG = 18;
    static final int CONSTRAINT = 19;
    static final int MISMATCH = 20;
    static final int AUTH = 23;
    static final int RANGE = 25;
    static final int NOTADB = 26;

    private static final String DAMAGED_ROW = "a row of the database is damaged: ";
    private static final Duration SOON = Duration.ofSeconds(1);

    private SqliteFailures() {}

    /** SQLite's primary result code. */
    static int code(SQLException e) {
        return e.getErrorCode() & 0xff;
    }

    static MemoryException of(SQLException e) {
        if (isFull(e)) {
            return full(e);
        }
        return switch (code(e)) {
            case CORRUPT, NOTADB ->
                MemoryException.of(
                        FailureKind.CORRUPT,
                        "the database is damaged: " + e.getMessage()
                                + "; stop the service, keep the file and restore a backup",
                        e);
            case BUSY -> MemoryException.busy("the database is locked by another connection", SOON);
            case INTERRUPT ->
                MemoryException.of(
                        FailureKind.DEADLINE_EXCEEDED, "the read took longer than a read may; narrow the query", e);
            case TOOBIG -> MemoryException.of(FailureKind.LIMIT_EXCEEDED, "the row is larger than SQLite can hold", e);
            case IOERR, NOMEM, CANTOPEN, READONLY ->
                MemoryException.of(FailureKind.UNAVAILABLE, "the database cannot be used now: " + e.getMessage(), e);
            default -> MemoryException.of(FailureKind.INTERNAL, "unexpected answer of SQLite: " + e.getMessage(), e);
        };
    }

    /** Also when the index of the log, which comes first at a start, cannot grow: only the extended code says so. */
    private static boolean isFull(SQLException e) {
        return code(e) == FULL
                || (e instanceof SQLiteException known
                        && known.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
    }

    /** Whether the disk or the process is to blame, and not what the file holds. */
    static boolean isOfTheMachine(SQLException e) {
        return switch (code(e)) {
            case FULL, IOERR, NOMEM, CANTOPEN, READONLY, BUSY -> true;
            default -> false;
        };
    }

    static MemoryException corruptRow(String what) {
        return MemoryException.of(FailureKind.CORRUPT, DAMAGED_ROW + what);
    }

    /** Whether it is one row that is damaged, and not the file. */
    static boolean isDamagedRow(MemoryException e) {
        return String.valueOf(e.getMessage()).startsWith(DAMAGED_ROW);
    }

    /** What is wrong with a row, by the failure of reading it. */
    static String damage(MemoryException e) {
        var message = String.valueOf(e.getMessage());
        return message.startsWith(DAMAGED_ROW) ? message.substring(DAMAGED_ROW.length()) : message;
    }

    private static MemoryException full(SQLException e) {
        return MemoryException.of(
                FailureKind.STORAGE_FULL,
                "no space left for the database; nothing was written, reads go on, writes succeed again once there is"
                        + " space",
                e);
    }
}
