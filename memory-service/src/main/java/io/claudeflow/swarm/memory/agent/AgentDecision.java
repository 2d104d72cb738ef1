package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent decided, and why. Decisions are added and never replaced: a second one of the same type stands
 * beside the first.
 *
 * @param id unique in the store, larger than that of every decision before it
 * @param type such as {@code task_allocation}, 1 to 255 bytes
 * @param decision JSON as text
 * @param context what it was based on, JSON as text, or null
 */
public record AgentDecision(
        long id,
        String agent,
        String type,
        String decision,
        @Nullable String context,
        Instant createdAt,
        Revision revision) {
    public AgentDecision {
        Names.check("agent", agent, AgentSpec.MAX_ID_BYTES);
        Names.check("type", type, AgentSpec.MAX_ID_BYTES);
        JsonText.check("decision", decision);
        JsonText.checkOptional("context", context);
    }

    /** What counts against the quota of the agent: decision and context in UTF-8. */
    public long bytes() {
        return (long) JsonText.bytes(decision) + (context == null ? 0 : JsonText.bytes(context));
    }
}
