package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.Manifest;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a database file that nobody writes holds, and whether it is sound.
 *
 * @param facts null when the file is too damaged, or not a database of this program
 * @param problems in words; empty when it is sound
 */
record SnapshotCheck(@Nullable Facts facts, List<String> problems) {
    private static final int MAX_PROBLEMS = 100;
    private static final String COUNTED = "SELECT name FROM sqlite_schema WHERE type = 'table'"
            + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name";
    private static final String HAS_SWARM = "SELECT count(*) FROM pragma_table_info(?) WHERE name = 'swarm'";

    SnapshotCheck {
        problems = List.copyOf(problems);
    }

    /** What is in a file that can be read. */
    record Facts(int schemaVersion, Revision revision, List<String> swarms, SortedMap<String, Long> tables) {}

    boolean ok() {
        return facts != null && problems.isEmpty();
    }

    /** Opens a file at rest and checks all of it, each value with its checksum. */
    static SnapshotCheck of(Path file, Schema schema) {
        try (var session = SqliteConnections.atRest(file)) {
            var check = of(session, file, schema);
            var facts = check.facts();
            return facts != null && check.ok() && facts.schemaVersion() == schema.version()
                    ? new SnapshotCheck(facts, ValueCheck.run(session, MAX_PROBLEMS))
                    : check;
        } catch (SQLException e) {
            return damaged(e);
        }
    }

    /** Checks what an open connection shows, but for the values: one that is damaged holds up no other. */
    static SnapshotCheck of(SqliteSession session, Path file, Schema schema) {
        try {
            schema.checkKnown(session, file);
            var problems = new ArrayList<String>();
            SqliteMaintenance.collect(session, "PRAGMA integrity_check(" + MAX_PROBLEMS + ")", problems);
            SqliteMaintenance.collect(session, "PRAGMA foreign_key_check", problems);
            problems.remove("ok");
            return new SnapshotCheck(facts(session), problems);
        } catch (SQLException e) {
            return damaged(e);
        } catch (MemoryException e) {
            return new SnapshotCheck(null, List.of(String.valueOf(e.getMessage())));
        }
    }

    private static SnapshotCheck damaged(SQLException e) {
        return new SnapshotCheck(null, List.of("it cannot be read: " + e.getMessage()));
    }

    private static Facts facts(SqliteSession session) throws SQLException {
        var tables = rows(session);
        var swarms = new TreeSet<String>();
        for (var name : tables.keySet()) {
            if (hasSwarm(session, name)) {
                collectSwarms(session, quoted(name), swarms);
            }
        }
        return new Facts(
                (int) session.queryLong("PRAGMA user_version"),
                revision(session),
                swarms.stream().limit(Manifest.MAX_SWARMS).toList(),
                tables);
    }

    /** The number of rows of each table. */
    static SortedMap<String, Long> rows(SqliteSession session) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = session.prepare(COUNTED).executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        var tables = new TreeMap<String, Long>();
        for (var name : names) {
            tables.put(name, session.queryLong("SELECT count(*) FROM " + quoted(name)));
        }
        return tables;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** The newest revision that a file notes. */
    static Revision revision(SqliteSession session) throws SQLException {
        return new Revision(
                session.queryLong("SELECT value FROM store_meta WHERE name = 'epoch'"),
                session.queryLong("SELECT value FROM store_meta WHERE name = 'revision'"));
    }

    private static boolean hasSwarm(SqliteSession session, String table) throws SQLException {
        var select = session.prepare(HAS_SWARM);
        select.setString(1, table);
        try (var row = select.executeQuery()) {
            return row.next() && row.getInt(1) > 0;
        }
    }

    private static void collectSwarms(SqliteSession session, String table, TreeSet<String> swarms) throws SQLException {
        try (var rows = session.prepare("SELECT DISTINCT swarm FROM " + table + " LIMIT " + Manifest.MAX_SWARMS)
                .executeQuery()) {
            while (rows.next()) {
                swarms.add(rows.getString(1));
            }
        }
    }
}
