package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Agent;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Consensus;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Event;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Message;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Session;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Swarm;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Task;
import io.claudeflow.swarm.memory.legacy.record.LegacyRecord.Workflow;
import io.claudeflow.swarm.memory.legacy.record.Lifecycle;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;
import java.util.function.BiFunction;

/**
 * Agents, tasks, consensus, sessions, swarms, messages and workflows, whose tables and JSON objects differ between
 * systems in little but the names of columns: every name that is known is tried, NULL and double-encoded lists are
 * ordinary.
 */
final class AggregateReader extends Accepts.Reader {
    private final BiFunction<Fields, String, LegacyRecord> mapping;
    private final String idColumn;

    AggregateReader(Accepts rule, String idColumn, BiFunction<Fields, String, LegacyRecord> mapping) {
        super(rule);
        this.idColumn = idColumn;
        this.mapping = mapping;
    }

    static AggregateReader agents(LegacyFormat format, String table, String idColumn, String... required) {
        return new AggregateReader(
                Accepts.table(format, table, required).without("swarm"), idColumn, AggregateReader::agent);
    }

    static AggregateReader tasks(LegacyFormat format, String table, String idColumn, String... required) {
        return new AggregateReader(
                Accepts.table(format, table, required).without("swarm"), idColumn, AggregateReader::task);
    }

    @Override
    public RowOutcome read(RowFields row) {
        return row.read(mapping.apply(row, row.required(idColumn)));
    }

    static Agent agent(Fields row, String id) {
        return new Agent(
                row.origin(),
                id,
                row.first("swarm_id", "swarmId"),
                row.textOr("agent", "type"),
                row.first("status", "state"),
                row.texts("capabilities"),
                row.document(),
                row.lifecycle()
                        .accessed(row.time("last_active_at", "last_heartbeat", "last_active", "lastActiveAt"), 0));
    }

    static Task task(Fields row, String id) {
        return new Task(
                row.origin(),
                id,
                row.first("swarm_id", "swarmId"),
                row.textOr("", "description", "task"),
                row.first("status"),
                row.first("priority"),
                row.texts("assigned_agents", "assignedAgents", "agent_id", "assignedAgent", "assigned_to"),
                row.texts("dependencies"),
                row.document(),
                row.time("completed_at", "completedAt"),
                row.lifecycle());
    }

    static Consensus consensus(Fields row, String id) {
        return new Consensus(
                row.origin(),
                id,
                row.first("swarm_id", "swarmId"),
                row.first("topic", "proposal"),
                row.first("status", "decision"),
                row.document(),
                Lifecycle.between(
                        row.time("created_at", "createdAt", "timestamp"),
                        row.time("completed_at", "completedAt", "lastUpdated")));
    }

    static Session session(Fields row, String id) {
        var lifecycle = Lifecycle.between(
                        row.time("created_at", "started_at", "createdAt", "savedAt", "startTime", "timestamp"),
                        row.time("updated_at", "ended_at", "updatedAt", "last_activity", "savedAt"))
                .accessed(row.time("last_accessed_at", "last_accessed", "last_activity", "lastAccessed"), 0)
                .expiring(row.strictTime("expires_at"));
        return new Session(row.origin(), id, row.document(), lifecycle);
    }

    static Swarm swarm(Fields row, String id) {
        return new Swarm(row.origin(), id, row.first("topology"), row.first("status"), row.document(), row.lifecycle());
    }

    /** A message of a table that only counts its rows. */
    static Message numberedMessage(Fields row, String number) {
        return message(row, row.derivedId());
    }

    static Message message(Fields row, String id) {
        var type = row.first("message_type", "messageType", "type");
        return new Message(
                row.origin(),
                id,
                row.textOr("unknown", "from_agent_id", "source_agent", "fromAgent", "sender_agent"),
                row.first("to_agent_id", "target_agent", "toAgent", "recipient_agent"),
                type == null ? row.object("message").text("type") : type,
                row.document(),
                Lifecycle.madeAt(row.time("timestamp", "created_at", "createdAt")));
    }

    /** An event of a table that only counts its rows, with its type in a column. */
    static Event numberedEvent(Fields row, String number) {
        return new Event(
                row.origin(),
                row.derivedId(),
                row.textOr("event", "type"),
                row.textOr("unknown", "source"),
                row.document(),
                Lifecycle.madeAt(row.time("timestamp")));
    }

    static Workflow workflow(Fields row, String id) {
        return new Workflow(
                row.origin(),
                id,
                row.textOr("workflow", "workflow_type", "checkpoint_type"),
                row.document(),
                row.lifecycle());
    }

    /** The record with the times of the entry that held it, which are more exact than those inside its value. */
    static LegacyRecord withLifecycle(LegacyRecord record, Lifecycle lifecycle) {
        return switch (record) {
            case Agent(var origin, var id, var swarm, var type, var status, var capabilities, var document, var _) ->
                new Agent(origin, id, swarm, type, status, capabilities, document, lifecycle);
            case Task task ->
                new Task(
                        task.origin(),
                        task.id(),
                        task.swarmId(),
                        task.description(),
                        task.status(),
                        task.priority(),
                        task.assignedTo(),
                        task.dependencies(),
                        task.document(),
                        task.completedAt(),
                        lifecycle);
            case LegacyRecord.Pattern pattern -> pattern.with(lifecycle);
            case Consensus(var origin, var id, var swarm, var topic, var status, var document, var _) ->
                new Consensus(origin, id, swarm, topic, status, document, lifecycle);
            case Message(var origin, var id, var from, var to, var type, var document, var _) ->
                new Message(origin, id, from, to, type, document, lifecycle);
            case Swarm(var origin, var id, var topology, var status, var document, var _) ->
                new Swarm(origin, id, topology, status, document, lifecycle);
            case LegacyRecord other -> other;
        };
    }
}
