package io.claudeflow.swarm.memory.legacy.format;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.legacy.record.LegacyFormat;
import io.claudeflow.swarm.memory.legacy.record.RowOutcome;

/**
 * {@code memory_entries} of agents and sessions: {@code content} is text, {@code context} JSON (E4). The rows have no
 * key; the id takes its place, and the namespace is {@code agent:<agent_id>}.
 */
final class AgentEntryReader extends Accepts.Reader {
    AgentEntryReader() {
        super(Accepts.table(
                LegacyFormat.AGENT_ENTRIES, "memory_entries", "id", "agent_id", "session_id", "content", "context"));
    }

    @Override
    public RowOutcome read(RowFields row) {
        return entry(row);
    }

    /** An entry of this shape, also from JSON, where names are in camelCase. */
    static RowOutcome entry(Fields row) {
        var agent = row.first("agent_id", "agentId");
        var namespace = agent == null ? EntryKey.DEFAULT_NAMESPACE : "agent:" + agent;
        var metadata = row.object("metadata")
                .withText("agentId", agent)
                .withText("sessionId", row.first("session_id", "sessionId"))
                .withText("type", row.first("type"))
                .withText("parentId", row.first("parent_id", "parentId"))
                .withText("version", row.first("version"));
        var context = row.object("context");
        if (!context.isEmpty()) {
            metadata = metadata.with("context", context);
        }
        var key = row.required("key", "id");
        var value = row.values().member(row.value("content"));
        var entry = row.entry(row.textOr(namespace, "namespace"), key, value, row.expiringLifecycle());
        return row.read(Fields.described(entry, metadata).tagged(row.texts("tags")));
    }
}
