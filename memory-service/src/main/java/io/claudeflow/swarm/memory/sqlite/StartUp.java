package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything between a path and a database that may be used: creation, checks, upgrade. */
final class StartUp {
    private static final Logger log = LoggerFactory.getLogger(StartUp.class);
    /** Earlier versions can lose committed pages when a log is restarted. */
    private static final int[] VERSION_FLOOR = {3, 51, 3};

    private final DatabaseConfig config;
    private final Schema schema;
    private final Clock clock;
    private final DatabaseFiles files;

    StartUp(DatabaseConfig config, Schema schema, Clock clock) {
        this.config = config;
        this.schema = schema;
        this.clock = clock;
        this.files = new DatabaseFiles(config.path());
    }

    /** The writer's connection to a database that is sound and up to date. */
    SqliteSession open() throws SQLException {
        checkPath();
        if (Files.notExists(files.database())) {
            checkNothingIsLeft();
            create();
        } else if (files.databaseBytes() == 0) {
            throw damaged(files.database(), "it is empty (0 bytes)");
        }
        checkLog();
        var connections = new SqliteConnections(config);
        var session = connections.plain();
        try {
            checkVersion(session.queryText("SELECT sqlite_version()"));
            schema.checkKnown(session, files.database());
            useTemporaryDirectory(session);
            checkAfterUncleanStop(session);
            schema.upgrade(session, files, clock);
            connections.configureWriter(session);
            markInUse(session);
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** On a full disk the store still starts, to be read; then a crash goes unnoticed, as nothing was written. */
    private static void markInUse(SqliteSession session) throws SQLException {
        try {
            session.execute("UPDATE store_meta SET value = 0 WHERE name = 'clean'");
        } catch (SQLException e) {
            if (SqliteFailures.code(e) != SqliteFailures.FULL) {
                throw e;
            }
            log.atWarn().log("the disk is full, the store starts and can only be read until there is space");
        }
    }

    /** Notes an orderly stop and empties the log. */
    static void markClean(SqliteSession session) throws SQLException {
        session.execute("UPDATE store_meta SET value = 1 WHERE name = 'clean'");
        session.queryLong("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** What a failure to open means: a damaged file is named, with what to do. */
    static MemoryException failure(Path database, SQLException e) {
        return switch (SqliteFailures.code(e)) {
            case SqliteFailures.CORRUPT, SqliteFailures.NOTADB -> damaged(database, String.valueOf(e.getMessage()));
            case SqliteFailures.CANTOPEN, SqliteFailures.READONLY ->
                MemoryException.of(
                        FailureKind.UNAVAILABLE,
                        database + " cannot be opened for writing (" + e.getMessage()
                                + "); the file and its directory must be writable by the user of this process",
                        e);
            default -> SqliteFailures.of(e);
        };
    }

    /** Throws unless the version is at or above the floor. */
    static void checkVersion(String version) {
        var parts =
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        if (Arrays.compare(parts, VERSION_FLOOR) < 0) {
            throw MemoryException.of(
                    FailureKind.NOT_SUPPORTED,
                    "SQLite " + version + " can lose committed data (expected: 3.51.3 or newer); use the SQLite that"
                            + " comes with this program");
        }
    }

    private void checkPath() {
        var path = files.database();
        if (path.toString().matches(".*[?#].*")) {
            throw MemoryException.invalid("DB_PATH", path, "a path without ? and #");
        }
        if (Files.isDirectory(path)) {
            throw MemoryException.invalid("DB_PATH", path, "a file, this is a directory");
        }
    }

    /** SQLite would work the log of a database that is gone into the new one. */
    private void checkNothingIsLeft() {
        for (var left : List.of(files.log(), files.rollbackJournal())) {
            if (DatabaseFiles.size(left) > 0) {
                throw damaged(left, "the database that it belongs to, " + files.database() + ", is missing");
            }
        }
    }

    /** Power loss leaves gaps in a log that is not synchronised with each transaction; they say nothing. */
    private void checkLog() {
        if (config.fullSync()) {
            var damage = LogCheck.damage(files.log(), SqliteConnections.PAGE_SIZE);
            if (damage != null) {
                throw damaged(files.log(), damage);
            }
        }
    }

    /** Builds the new database under another name, so that a crash never leaves half a database. */
    private void create() throws SQLException {
        var unfinished = files.beside(".new");
        try {
            Files.deleteIfExists(unfinished);
            try (var session = SqliteConnections.create(unfinished, config.incrementalVacuum())) {
                checkVersion(session.queryText("SELECT sqlite_version()"));
                schema.create(session);
            }
            Files.move(unfinished, files.database(), StandardCopyOption.ATOMIC_MOVE);
            try (var directory =
                    FileChannel.open(files.database().toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                directory.force(true);
            }
            log.atInfo().addKeyValue("path", files.database()).log("database created");
        } catch (IOException e) {
            throw MemoryException.of(
                    FailureKind.UNAVAILABLE, files.database() + " cannot be created: " + e.getMessage(), e);
        }
    }

    private void useTemporaryDirectory(SqliteSession session) throws SQLException {
        var directory = String.valueOf(files.database().toAbsolutePath().getParent());
        session.execute("PRAGMA temp_store_directory='" + directory.replace("'", "''") + "'");
    }

    private void checkAfterUncleanStop(SqliteSession session) throws SQLException {
        if (session.queryLong("SELECT value FROM store_meta WHERE name = 'clean'") == 1) {
            return;
        }
        log.atInfo().addKeyValue("path", files.database()).log("the last stop was not orderly, checking the database");
        var answer = session.queryText("PRAGMA quick_check(1)");
        if (!answer.equals("ok")) {
            throw damaged(files.database(), answer);
        }
    }

    /** The refusal of a damaged file, with what to do. */
    static MemoryException damaged(Path database, String how) {
        return MemoryException.of(
                FailureKind.CORRUPT,
                database + " is damaged: " + how + "; it was left as it is. Move it aside (swarm-memory check"
                        + " --move-aside) and restore a backup, or recover what is readable with sqlite3 .recover");
    }
}
