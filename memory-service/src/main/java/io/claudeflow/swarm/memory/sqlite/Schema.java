package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the schema, in order; step n brings a database to {@code user_version} n.
 *
 * @param steps plain SQL
 */
record Schema(List<String> steps) {
    /** "SWME" in the header of the file, so that another program's database is recognised. */
    static final int APPLICATION_ID = 0x53574d45;

    private static final Logger log = LoggerFactory.getLogger(Schema.class);
    private static final List<String> FILES = List.of(
            "V001__core.sql",
            "V002__coordination.sql",
            "V003__knowledge.sql",
            "V004__search.sql",
            "V005__locks.sql",
            "V006__merge.sql",
            "V007__insight.sql");

    Schema {
        steps = List.copyOf(steps);
    }

    /** The schema of this program. */
    static Schema current() {
        return new Schema(FILES.stream().map(Schema::resource).toList());
    }

    int version() {
        return steps.size();
    }

    /** Applies every step to an empty database. */
    void create(SqliteSession session) throws SQLException {
        session.execute("PRAGMA application_id=" + APPLICATION_ID);
        apply(session, 0);
    }

    /** Refuses a database that is newer than the program or not ours, before anything in it is touched. */
    void checkKnown(SqliteSession session, Path database) throws SQLException {
        long found = session.queryLong("PRAGMA user_version");
        if (session.queryLong("PRAGMA application_id") != APPLICATION_ID || found == 0) {
            throw MemoryException.of(
                    FailureKind.NOT_SUPPORTED,
                    database + " is a database of another program; choose another DB_PATH, or import it with"
                            + " swarm-memory migrate");
        }
        if (found < 0) {
            throw StartUp.damaged(database, "its schema version is " + found + " (expected: 1 to " + version() + ")");
        }
        if (found > version()) {
            throw MemoryException.of(
                    FailureKind.NOT_SUPPORTED,
                    database + " has schema version " + found + ", this program knows " + version()
                            + "; start the newer program, or restore a snapshot that it left beside the file");
        }
    }

    /** Brings a known database up to date, after a snapshot of it. */
    void upgrade(SqliteSession session, DatabaseFiles files, Clock clock) throws SQLException {
        int found = (int) session.queryLong("PRAGMA user_version");
        if (found < version()) {
            var snapshot = new UpgradeSnapshots(files, clock).take(session, found);
            apply(session, found);
            log.atInfo()
                    .addKeyValue("from", found)
                    .addKeyValue("to", version())
                    .addKeyValue("snapshot", snapshot)
                    .log("schema upgraded");
        }
    }

    private void apply(SqliteSession session, int from) throws SQLException {
        session.execute("BEGIN IMMEDIATE");
        try {
            for (var step : steps.subList(from, steps.size())) {
                session.execute(step);
            }
            session.execute("PRAGMA user_version=" + version());
            session.execute("COMMIT");
        } catch (SQLException e) {
            session.rollBack();
            throw e;
        }
    }

    private static String resource(String name) {
        try (var in = Schema.class.getResourceAsStream("/schema/" + name)) {
            if (in == null) {
                throw new IllegalStateException("missing in the jar: schema/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
