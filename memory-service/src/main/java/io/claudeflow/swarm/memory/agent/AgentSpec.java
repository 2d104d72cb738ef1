package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself.
 *
 * @param id unique in the swarm, 1 to 255 bytes
 * @param type such as {@code coder}, 1 to 64 bytes
 * @param name for people, or null; up to 255 bytes
 * @param capabilities repetitions dropped, order kept; at most {@value #MAX_CAPABILITIES} of 1 to 128 bytes
 * @param state such as {@code active}, {@code busy}, {@code idle}; 1 to 64 bytes
 * @param metadata a JSON object as text, or null
 */
public record AgentSpec(
        String id,
        String type,
        @Nullable String name,
        List<String> capabilities,
        String state,
        @Nullable String metadata) {
    public static final int MAX_ID_BYTES = 255;
    public static final int MAX_WORD_BYTES = 64;
    public static final int MAX_CAPABILITIES = 128;
    public static final int MAX_CAPABILITY_BYTES = 128;
    public static final String ACTIVE = "active";

    public AgentSpec {
        Names.check("id", id, MAX_ID_BYTES);
        Names.check("type", type, MAX_WORD_BYTES);
        if (name != null) {
            Names.check("name", name, MAX_ID_BYTES);
        }
        capabilities = List.copyOf(new LinkedHashSet<>(capabilities));
        if (capabilities.size() > MAX_CAPABILITIES) {
            throw MemoryException.limit("capabilities", capabilities.size(), "at most " + MAX_CAPABILITIES);
        }
        for (int i = 0; i < capabilities.size(); i++) {
            Names.check("capabilities[" + i + "]", capabilities.get(i), MAX_CAPABILITY_BYTES);
        }
        checkState(state);
        JsonText.checkOptional("metadata", metadata);
    }

    /** An active agent. */
    public static AgentSpec of(String id, String type, String... capabilities) {
        return new AgentSpec(id, type, null, List.of(capabilities), ACTIVE, null);
    }

    public AgentSpec inState(String newState) {
        return new AgentSpec(id, type, name, capabilities, newState, metadata);
    }

    /** Returns the state when it is a word that a state can be. */
    public static String checkState(String state) {
        return Names.check("state", state, MAX_WORD_BYTES);
    }
}
