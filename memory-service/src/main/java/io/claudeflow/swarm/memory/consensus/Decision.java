package io.claudeflow.swarm.memory.consensus;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a decision, as seed 000 keeps it: what was decided, by whom, how surely.
 *
 * @param id unique in the swarm, 1 to 255 bytes
 * @param topic 1 to 1,024 bytes
 * @param result JSON as text
 * @param confidence 0 to 1
 * @param status 1 to 64 bytes, such as {@code approved}
 * @param taskId the task it belongs to, or null
 * @param threshold the share it needed, above 0 and at most 1, or null
 */
public record Decision(
        String id,
        String topic,
        List<String> participants,
        String result,
        double confidence,
        String status,
        @Nullable String taskId,
        @Nullable Double threshold,
        Instant createdAt,
        Revision revision) {
    public Decision {
        Names.check("id", id, Proposal.MAX_AGENT_BYTES);
        Names.check("topic", topic, Proposal.MAX_KEY_BYTES);
        participants = List.copyOf(participants);
        if (participants.size() > Proposal.MAX_ACCEPTORS) {
            throw MemoryException.limit("participants", participants.size(), "at most " + Proposal.MAX_ACCEPTORS);
        }
        for (int i = 0; i < participants.size(); i++) {
            Names.check("participants[" + i + "]", participants.get(i), Proposal.MAX_AGENT_BYTES);
        }
        JsonText.check("result", result);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw MemoryException.invalid("confidence", confidence, "0 to 1");
        }
        Names.check("status", status, 64);
        if (taskId != null) {
            Names.check("taskId", taskId, Proposal.MAX_AGENT_BYTES);
        }
        if (threshold != null && !(threshold > 0 && threshold <= 1)) {
            throw MemoryException.invalid("threshold", threshold, "above 0 and at most 1");
        }
    }

    public Decision writtenAt(Instant newCreatedAt, Revision newRevision) {
        return new Decision(
                id, topic, participants, result, confidence, status, taskId, threshold, newCreatedAt, newRevision);
    }
}
