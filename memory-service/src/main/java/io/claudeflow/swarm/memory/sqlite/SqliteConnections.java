package io.claudeflow.swarm.memory.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteLimits;
import org.sqlite.SQLiteOpenMode;

/** Opens connections with the settings of their role. Page caches are small: they live outside of the Java heap. */
final class SqliteConnections {
    static final int PAGE_SIZE = 8192;

    private static final int MAX_QUERY_COLUMNS = 200;
    /** Of SQLite's virtual machine, between two looks at the deadline: well under a millisecond. */
    private static final int QUERY_OPCODES = 1000;

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int WRITER_CACHE_KIB = 8192;
    private static final int READER_CACHE_KIB = 4096;

    private final DatabaseConfig config;

    SqliteConnections(DatabaseConfig config) {
        this.config = config;
    }

    /** Creates the file; page size and auto-vacuum are fixed from here on. */
    static SqliteSession create(Path path, boolean incrementalVacuum) throws SQLException {
        var session = open(path, false, true);
        session.execute("PRAGMA page_size=" + PAGE_SIZE);
        session.execute("PRAGMA auto_vacuum=" + (incrementalVacuum ? "INCREMENTAL" : "NONE"));
        return session;
    }

    /** A connection that can write and has not touched the file yet. */
    SqliteSession plain() throws SQLException {
        return open(config.path(), false, false);
    }

    /** Makes a connection the writer's. */
    void configureWriter(SqliteSession session) throws SQLException {
        session.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
        session.execute("PRAGMA journal_mode=" + (config.wal() ? "WAL" : "TRUNCATE"));
        session.execute("PRAGMA synchronous=" + (config.fullSync() ? "FULL" : "NORMAL"));
        session.execute("PRAGMA wal_autocheckpoint=0");
        session.execute("PRAGMA cache_size=-" + WRITER_CACHE_KIB);
        session.execute("PRAGMA foreign_keys=ON");
    }

    /** A connection that cannot write. */
    SqliteSession reader() throws SQLException {
        var session = open(config.path(), true, false);
        session.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
        session.execute("PRAGMA cache_size=-" + READER_CACHE_KIB);
        session.execute("PRAGMA query_only=ON");
        return session;
    }

    /**
     * A connection for a statement that a caller wrote: it cannot write, attach or run on without end.
     *
     * @param deadline asked again and again while a statement runs; ends it when it answers something other than 0
     */
    SqliteSession query(ProgressHandler deadline, int maxValueBytes) throws SQLException {
        var session = reader();
        try {
            session.execute("PRAGMA trusted_schema=OFF");
            session.limit(SQLiteLimits.SQLITE_LIMIT_LENGTH, maxValueBytes);
            session.limit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
            session.limit(SQLiteLimits.SQLITE_LIMIT_COLUMN, MAX_QUERY_COLUMNS);
            session.limit(SQLiteLimits.SQLITE_LIMIT_EXPR_DEPTH, 200);
            session.limit(SQLiteLimits.SQLITE_LIMIT_COMPOUND_SELECT, 100);
            session.limit(SQLiteLimits.SQLITE_LIMIT_VDBE_OP, 250_000);
            session.limit(SQLiteLimits.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256);
            session.limit(SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);
            session.progress(QUERY_OPCODES, deadline);
            return session;
        } catch (SQLException e) {
            session.close();
            throw e;
        }
    }

    /** A connection for {@code VACUUM INTO}, which a connection that is only to be queried refuses. */
    SqliteSession snapshotter() throws SQLException {
        var session = open(config.path(), true, false);
        session.execute("PRAGMA busy_timeout=" + BUSY_TIMEOUT_MILLIS);
        session.execute("PRAGMA cache_size=-" + READER_CACHE_KIB);
        return session;
    }

    /** A file that nobody writes, such as a backup: no locks, no files beside it, nothing in its schema trusted. */
    static SqliteSession atRest(Path path) throws SQLException {
        var options = new SQLiteConfig();
        options.setReadOnly(true);
        options.setGetGeneratedKeys(false);
        options.resetOpenMode(SQLiteOpenMode.CREATE);
        var place = path.toAbsolutePath().toUri().getRawPath();
        var session = new SqliteSession(options.createConnection("jdbc:sqlite:file:" + place + "?immutable=1"));
        session.execute("PRAGMA trusted_schema=OFF");
        return session;
    }

    /** The connection of the checkpointer: it never waits, and so never holds the writer up. */
    SqliteSession checkpointer() throws SQLException {
        var session = open(config.path(), false, false);
        session.execute("PRAGMA busy_timeout=0");
        session.execute("PRAGMA synchronous=" + (config.fullSync() ? "FULL" : "NORMAL"));
        session.execute("PRAGMA cache_size=-64");
        return session;
    }

    private static SqliteSession open(Path path, boolean readOnly, boolean create) throws SQLException {
        var options = new SQLiteConfig();
        options.setReadOnly(readOnly);
        // Otherwise each INSERT prepares and runs a SELECT of last_insert_rowid().
        options.setGetGeneratedKeys(false);
        if (!create) {
            options.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        return new SqliteSession(options.createConnection("jdbc:sqlite:" + path));
    }
}
