package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.codec.ValueCodec;
import java.util.ArrayList;
import java.util.List;

/** Reads every live value of every swarm, a few with each read, and compares it with its checksum. */
final class ValueCheck {
    private static final int ROWS_PER_READ = 500;
    private static final long BYTES_PER_READ = 4L << 20;

    private final Database database;
    private final SqliteAuditSource source;

    ValueCheck(Database database, ValueCodec codec) {
        this.database = database;
        this.source = new SqliteAuditSource(database, codec);
    }

    /** What is damaged, by swarm, namespace and key; at most {@code max}. */
    List<String> run(int max) {
        var problems = new ArrayList<String>();
        for (var swarm : swarms()) {
            long last = 0;
            var page = source.after(swarm, last, ROWS_PER_READ, BYTES_PER_READ);
            while (!page.isEmpty() && problems.size() < max) {
                for (var entry : page) {
                    var damage = entry.damage();
                    if (damage != null && problems.size() < max) {
                        problems.add("entry " + entry.key().key() + " in namespace "
                                + entry.key().namespace() + " of swarm " + swarm + ": " + damage);
                    }
                    last = entry.id();
                }
                page = source.after(swarm, last, ROWS_PER_READ, BYTES_PER_READ);
            }
        }
        return problems;
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
