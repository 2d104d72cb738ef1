package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A value put to the vote.
 *
 * @param key 1 to 1,024 bytes
 * @param value JSON as text
 * @param proposer 1 to 255 bytes
 * @param acceptors who may vote, at most {@value #MAX_ACCEPTORS}, repetitions dropped; empty: anybody
 */
public record Proposal(String key, String value, String proposer, List<String> acceptors, Quorum quorum) {
    public static final int MAX_KEY_BYTES = 1024;
    public static final int MAX_AGENT_BYTES = 255;
    public static final int MAX_ACCEPTORS = 1_000;

    public Proposal {
        Names.check("key", key, MAX_KEY_BYTES);
        JsonText.check("value", value);
        Names.check("proposer", proposer, MAX_AGENT_BYTES);
        acceptors = List.copyOf(new LinkedHashSet<>(acceptors));
        if (acceptors.size() > MAX_ACCEPTORS) {
            throw MemoryException.limit("acceptors", acceptors.size(), "at most " + MAX_ACCEPTORS);
        }
        for (int i = 0; i < acceptors.size(); i++) {
            Names.check("acceptors[" + i + "]", acceptors.get(i), MAX_AGENT_BYTES);
        }
        int needed = Quorum.needed(quorum, acceptors.size());
        if (needed > MAX_ACCEPTORS) {
            throw MemoryException.invalid("quorum", needed, "at most " + MAX_ACCEPTORS);
        }
    }

    public int needed() {
        return Quorum.needed(quorum, acceptors.size());
    }
}
