package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.audit.AuditSource.Audited;
import io.claudeflow.swarm.memory.codec.ValueCodec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the values of every swarm and compares each with its checksum. */
final class ValueCheck {
    private static final int ROWS_PER_READ = 500;
    private static final long BYTES_PER_READ = 4L << 20;

    private final Database database;
    private final SqliteAuditSource source;

    ValueCheck(Database database, ValueCodec codec) {
        this.database = database;
        this.source = new SqliteAuditSource(database, codec);
    }

    /** What is damaged in a file at rest, expired or not, by swarm, namespace and key; at most {@code max}. */
    static List<String> run(SqliteSession session, int max) throws SQLException {
        var problems = new ArrayList<String>();
        try (var row = session.prepare(AuditRow.SELECT).executeQuery()) {
            while (problems.size() < max && row.next()) {
                add(AuditRow.of(row).audited(ValueCodec.READING), problems);
            }
        }
        return problems;
    }

    /** What is damaged among the live values of a database that serves, of which a few are read at a time. */
    List<String> run(int max) {
        var problems = new ArrayList<String>();
        for (var swarm : swarms()) {
            long last = 0;
            var page = source.after(swarm, last, ROWS_PER_READ, BYTES_PER_READ);
            while (!page.isEmpty() && problems.size() < max) {
                for (var entry : page) {
                    add(entry, problems);
                    last = entry.id();
                }
                page = source.after(swarm, last, ROWS_PER_READ, BYTES_PER_READ);
            }
        }
        return problems.stream().limit(max).toList();
    }

    private static void add(Audited entry, List<String> problems) {
        if (entry.damage() != null) {
            var key = entry.key();
            problems.add("entry " + key.key() + " in namespace " + key.namespace() + " of swarm " + key.swarm() + ": "
                    + entry.damage());
        }
    }

    private List<String> swarms() {
        return database.read(session -> {
            var swarms = new ArrayList<String>();
            try (var row = session.prepare("SELECT DISTINCT swarm FROM namespace_totals")
                    .executeQuery()) {
                while (row.next()) {
                    swarms.add(row.getString(1));
                }
            }
            return swarms;
        });
    }
}
