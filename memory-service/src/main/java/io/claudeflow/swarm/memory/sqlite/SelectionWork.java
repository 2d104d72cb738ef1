package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.backup.RestoreSelection;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a copy of a database what a selection asks for. The copy is thrown away when this fails, so nothing is
 * journaled; what is deleted is overwritten, because the copy may go to people who may not see it.
 */
final class SelectionWork {
    private static final String TABLES = "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
            + " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND c.name IN ('swarm', 'swarm_id')"
            + " ORDER BY m.name";
    /** Sums over the past and bookkeeping: rows of another swarm there are not its memory. */
    private static final List<String> FIGURES = List.of("usage_hours", "changelog", "namespace_totals");

    private static final List<String> WITHOUT_ENTRY = List.of(
            "DELETE FROM memory_tags AS o WHERE NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = o.swarm"
                    + " AND m.namespace = o.namespace AND m.key = o.key)",
            "DELETE FROM memory_access WHERE entry_id NOT IN (SELECT id FROM memory_store)",
            "DELETE FROM entry_embeddings WHERE entry_id NOT IN (SELECT id FROM memory_store)",
            "DELETE FROM embedding_spaces AS o WHERE NOT EXISTS (SELECT 1 FROM entry_embeddings e"
                    + " WHERE e.swarm = o.swarm AND e.namespace = o.namespace)",
            "DELETE FROM merge_state AS o WHERE NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = o.swarm"
                    + " AND m.namespace = o.namespace AND m.key = o.key)",
            "DELETE FROM merge_conflicts AS o WHERE NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = o.swarm"
                    + " AND m.namespace = o.namespace AND m.key = o.key)");
    /** Nobody can have followed the changes of the copy; the index of words is built anew by the next start. */
    private static final List<String> FORGET = List.of(
            "DELETE FROM changelog",
            "UPDATE store_meta SET value = (SELECT value FROM store_meta WHERE name = 'revision')"
                    + " WHERE name = 'changelog_floor'",
            "INSERT INTO entry_text (entry_text) VALUES ('delete-all')",
            "DELETE FROM search_documents",
            "DELETE FROM search_index");

    private final SqliteSession session;

    private SelectionWork(SqliteSession session) {
        this.session = session;
    }

    /** Changes the database behind the writer's connection, which nobody else has open. */
    static void apply(SqliteSession session, RestoreSelection selection, Instant now) throws SQLException {
        var work = new SelectionWork(session);
        session.execute("PRAGMA foreign_keys=OFF");
        session.execute("PRAGMA journal_mode=OFF");
        session.execute("PRAGMA secure_delete=ON");
        session.execute("BEGIN IMMEDIATE");
        if (selection.filters()) {
            work.filter(selection, now);
        }
        var swarm = selection.swarm();
        if (swarm != null) {
            work.rename(swarm);
        }
        for (var statement : FORGET) {
            session.execute(statement);
        }
        session.execute("COMMIT");
        session.execute(NamespaceTotals.RECOUNT);
        session.execute("PRAGMA incremental_vacuum");
        var problems = new ArrayList<String>();
        SqliteMaintenance.collect(session, "PRAGMA foreign_key_check", problems);
        if (!problems.isEmpty()) {
            throw MemoryException.of(
                    FailureKind.INTERNAL, "the copy does not fit together: " + String.join("; ", problems));
        }
        session.execute("PRAGMA secure_delete=OFF");
    }

    private void filter(RestoreSelection selection, Instant now) throws SQLException {
        var kept = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        if (!selection.namespaces().isEmpty()) {
            kept.add("m.namespace IN (" + marks(selection.namespaces()) + ")");
            parameters.addAll(selection.namespaces());
        }
        if (!selection.tags().isEmpty()) {
            kept.add("EXISTS (SELECT 1 FROM memory_tags t WHERE t.swarm = m.swarm AND t.namespace = m.namespace"
                    + " AND t.key = m.key AND t.tag IN (" + marks(selection.tags()) + "))");
            parameters.addAll(selection.tags());
        }
        var age = selection.maxAge();
        if (age != null) {
            kept.add("m.updated_at >= ?");
            parameters.add(SqliteTime.format(now.minus(age)));
        }
        run("DELETE FROM memory_store AS m WHERE NOT (" + String.join(" AND ", kept) + ")", parameters);
        for (var statement : WITHOUT_ENTRY) {
            session.execute(statement);
        }
    }

    private static String marks(SortedSet<String> values) {
        return String.join(", ", values.stream().map(_ -> "?").toList());
    }

    private void run(String sql, List<String> parameters) throws SQLException {
        var statement = session.prepare(sql);
        for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 1, parameters.get(i));
        }
        statement.executeUpdate();
    }

    private void rename(String swarm) throws SQLException {
        var columns = columns();
        var from = owner(columns, swarm);
        if (from != null && !from.equals(swarm)) {
            var triggers = triggers();
            for (var name : triggers.keySet()) {
                session.execute("DROP TRIGGER " + quoted(name));
            }
            for (var table : columns.entrySet()) {
                rename(table.getKey(), table.getValue(), from, swarm);
            }
            for (var sql : triggers.values()) {
                session.execute(sql);
            }
        }
        StoreOwner.save(session, swarm);
    }

    private void rename(String table, List<String> columns, String from, String to) throws SQLException {
        if (columns.contains("swarm")) {
            if (FIGURES.contains(table)) {
                run("DELETE FROM " + quoted(table) + " WHERE swarm = ?", List.of(to));
            }
            run("UPDATE " + quoted(table) + " SET swarm = ? WHERE swarm = ?", List.of(to, from));
        }
        if (columns.contains("swarm_id")) {
            run("UPDATE " + quoted(table) + " SET swarm_id = ? WHERE swarm_id = ?", List.of(to, from));
        }
    }

    /** The swarm whose store the backup is of; null when there is nothing to rename. */
    private @Nullable String owner(Map<String, List<String>> columns, String swarm) throws SQLException {
        var present = swarms(columns);
        var owner = StoreOwner.read(session);
        if (owner == null) {
            if (present.contains(swarm)) {
                return null;
            }
            if (present.size() > 1) {
                throw MemoryException.ofField(
                        FailureKind.CONFLICT,
                        "swarm",
                        swarm,
                        "one of " + present + ", which the backup holds without saying whose it is");
            }
            return present.isEmpty() ? null : present.first();
        }
        if (!owner.equals(swarm) && present.contains(swarm)) {
            throw MemoryException.ofField(
                    FailureKind.CONFLICT,
                    "swarm",
                    swarm,
                    "a swarm that the backup of swarm " + owner + " has nothing of; it holds " + present);
        }
        return owner;
    }

    private SortedSet<String> swarms(Map<String, List<String>> columns) throws SQLException {
        var found = new TreeSet<String>();
        for (var table : columns.entrySet()) {
            if (table.getValue().contains("swarm") && !FIGURES.contains(table.getKey())) {
                try (var rows = session.prepare("SELECT DISTINCT swarm FROM " + quoted(table.getKey()))
                        .executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private Map<String, List<String>> columns() throws SQLException {
        var tables = new LinkedHashMap<String, List<String>>();
        try (var rows = session.prepare(TABLES).executeQuery()) {
            while (rows.next()) {
                tables.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>())
                        .add(rows.getString(2));
            }
        }
        return tables;
    }

    /** What they keep is renamed with everything else. */
    private Map<String, String> triggers() throws SQLException {
        var triggers = new LinkedHashMap<String, String>();
        try (var rows = session.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
                .executeQuery()) {
            while (rows.next()) {
                triggers.put(rows.getString(1), Objects.requireNonNull(rows.getString(2), "a trigger has its text"));
            }
        }
        return triggers;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
