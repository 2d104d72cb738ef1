package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.json.JacksonDocumentReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads every row of the tables beside memory_store as their stores do, and names those that mean nothing. */
final class RowCheck {
    private static final JsonColumns JSON = new JsonColumns(new JacksonDocumentReader());
    private static final List<TableRows<?>> TABLES = List.of(
            SqliteSessionStore.ROWS,
            AgentRows.ROWS,
            SqliteAgentMemoryStore.ROWS,
            SqliteAgentDecisionStore.ROWS,
            TaskRows.ROWS,
            SqliteSharedStateStore.ROWS,
            SqliteEventStore.ROWS,
            SqliteMessageStore.ROWS,
            SqlitePatternStore.ROWS,
            SqliteWorkflowStore.ROWS,
            SqliteTopologyStore.rows(JSON),
            SqliteConsensusStore.rows(JSON),
            DecisionRows.rows(JSON),
            SqliteLearningStore.rows(JSON),
            LearnedPatternRows.rows(JSON),
            SqliteConflictQueue.rows(new JacksonDocumentReader()),
            SqliteLockJournal.ROWS);

    private RowCheck() {}

    /** Adds what is damaged to the problems found, as far as there is room. */
    static void run(SqliteSession session, List<String> found, int max) throws SQLException {
        for (var table : TABLES) {
            for (var swarm : swarms(session, table.table())) {
                check(session, table, swarm, found, max);
            }
        }
    }

    private static List<String> swarms(SqliteSession session, String table) throws SQLException {
        var swarms = new ArrayList<String>();
        try (var row = session.prepare("SELECT DISTINCT swarm FROM " + table + " ORDER BY swarm")
                .executeQuery()) {
            while (row.next()) {
                swarms.add(row.getString(1));
            }
        }
        return swarms;
    }

    private static void check(SqliteSession session, TableRows<?> table, String swarm, List<String> found, int max)
            throws SQLException {
        var select = session.prepare(table.select());
        select.setString(1, swarm);
        try (var row = select.executeQuery()) {
            while (found.size() < max && row.next()) {
                try {
                    table.read(row);
                } catch (MemoryException e) {
                    found.add(SqliteFailures.damage(e) + " (swarm " + swarm + ")");
                }
            }
        }
    }
}
