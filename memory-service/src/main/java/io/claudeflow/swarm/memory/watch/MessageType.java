package io.claudeflow.swarm.memory.watch;

import java.util.Locale;

/** What a change means to agents. The first four are of seed 003; its fifth type is {@link WatchEvent.Synced}. */
public enum MessageType {
    LOCK_ACQUIRED,
    LOCK_RELEASED,
    /** An entry, a memory of an agent or the shared state changed. */
    MEMORY_UPDATED,
    /** A pattern was learned, a message sent, or something stored where a swarm keeps its knowledge. */
    KNOWLEDGE_SHARED,
    /** A lock's lease or the number of its holds changed. */
    LOCK_RENEWED,
    /** A row of any other table changed. */
    ROW_CHANGED;

    private static final String RENEWED = "{\"event\":\"" + LockEvent.RENEWED.wireName() + "\"";

    /** Where seed 003 keeps shared knowledge: {@code swarm-<id>/global/knowledge/}. */
    private static final String SHARED = "/global/knowledge/";

    /** Where seed 004 does. */
    private static final String KNOWLEDGE = "knowledge/";

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of a change. */
    public static MessageType of(LoggedChange change) {
        boolean put = change.operation() == LoggedChange.Operation.PUT;
        return switch (change.table()) {
            case "locks" -> put ? lock(change) : LOCK_RELEASED;
            case "memory_store" -> put && isKnowledge(change.key()) ? KNOWLEDGE_SHARED : MEMORY_UPDATED;
            case "agent_memory", "shared_state" -> MEMORY_UPDATED;
            case "patterns", "learned_patterns", "messages" -> put ? KNOWLEDGE_SHARED : ROW_CHANGED;
            default -> ROW_CHANGED;
        };
    }

    private static MessageType lock(LoggedChange change) {
        return change.detail() != null && change.detail().startsWith(RENEWED) ? LOCK_RENEWED : LOCK_ACQUIRED;
    }

    private static boolean isKnowledge(String key) {
        return key.startsWith(KNOWLEDGE) || key.contains(SHARED);
    }
}
