package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.health.Orphans;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks for rows without their owner. Tasks and shared state that name an agent which is gone are only counted. */
final class SqliteOrphans implements Orphans {
    private static final int ROWS_PER_WRITE = 500;

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "memory_tags",
                    "tags of entries that do not exist",
                    "(swarm, tag, namespace, key)",
                    "NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.swarm = o.swarm AND m.namespace = o.namespace"
                            + " AND m.key = o.key)",
                    true),
            new Rule(
                    "memory_access",
                    "counts of reads of entries that do not exist",
                    "entry_id",
                    "NOT EXISTS (SELECT 1 FROM memory_store m WHERE m.id = o.entry_id)",
                    true),
            new Rule(
                    "agent_memory",
                    "memory of agents that are not registered",
                    "id",
                    "NOT EXISTS (SELECT 1 FROM agents a WHERE a.swarm = o.swarm AND a.id = o.agent_id)",
                    true),
            new Rule(
                    "agent_decisions",
                    "decisions of agents that are not registered",
                    "id",
                    "NOT EXISTS (SELECT 1 FROM agents a WHERE a.swarm = o.swarm AND a.id = o.agent_id)",
                    true),
            new Rule(
                    "task_dependents",
                    "dependencies of tasks that do not exist",
                    "(swarm, dependency, task)",
                    "NOT EXISTS (SELECT 1 FROM tasks t WHERE t.swarm = o.swarm AND t.id = o.task)",
                    true),
            new Rule(
                    "tasks",
                    "open tasks assigned to agents that are not registered",
                    "rowid",
                    "o.assigned_to IS NOT NULL AND o.status NOT IN ('completed', 'failed', 'cancelled')"
                            + " AND NOT EXISTS (SELECT 1 FROM agents a WHERE a.swarm = o.swarm"
                            + " AND a.id = o.assigned_to)",
                    false),
            new Rule(
                    "shared_state",
                    "shared state last written by agents that are not registered",
                    "rowid",
                    "o.updated_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM agents a WHERE a.swarm = o.swarm"
                            + " AND a.id = o.updated_by)",
                    false));

    private final Database database;

    SqliteOrphans(Database database) {
        this.database = database;
    }

    /**
     * A kind of orphan.
     *
     * @param id what names a row of the table
     * @param condition holds for an orphan {@code o}
     */
    private record Rule(String table, String what, String id, String condition, boolean removable) {
        String count() {
            return "SELECT count(*) FROM " + table + " o WHERE " + condition;
        }

        String delete() {
            var columns = id.startsWith("(") ? id.substring(1, id.length() - 1) : id;
            return "DELETE FROM " + table + " WHERE " + id + " IN (SELECT " + columns + " FROM " + table + " o WHERE "
                    + condition + " LIMIT " + ROWS_PER_WRITE + ")";
        }
    }

    @Override
    public List<Found> find() {
        var found = new ArrayList<Found>();
        for (var rule : RULES) {
            long rows = database.readWithoutLimit(session -> session.queryLong(rule.count()));
            found.add(new Found(rule.table(), rule.what(), rows, rule.removable()));
        }
        return found;
    }

    @Override
    public List<Found> clean() {
        var cleaned = new ArrayList<Found>();
        for (var rule : RULES) {
            if (rule.removable()) {
                cleaned.add(new Found(rule.table(), rule.what(), clean(rule), true));
            }
        }
        return cleaned;
    }

    private long clean(Rule rule) {
        long deleted = 0;
        int some;
        do {
            some = database.write(tx -> delete(tx, rule));
            deleted += some;
        } while (some == ROWS_PER_WRITE);
        return deleted;
    }

    /** No change that anybody watches: there was nothing a reader could have seen. */
    private static int delete(WriteTransaction tx, Rule rule) throws SQLException {
        return tx.prepare(rule.delete()).executeUpdate();
    }
}
