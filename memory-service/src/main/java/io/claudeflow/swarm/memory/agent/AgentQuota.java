package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;

/**
 * How much agents may remember; seed 003's figures, where MB is 1,048,576 bytes.
 *
 * @param agentBytes for each agent, its memory and its decisions, 1 or more
 * @param sessionBytes for each session over all its agents, 1 or more
 * @param warning the share of a quota from which its use is worth a warning, above 0, up to 1
 */
public record AgentQuota(long agentBytes, long sessionBytes, double warning) {
    private static final long MIB = 1024 * 1024;

    public static final AgentQuota DEFAULT = new AgentQuota(100 * MIB, 50 * MIB, 0.8);

    public AgentQuota {
        if (agentBytes < 1) {
            throw MemoryException.invalid("max_individual_memory", agentBytes, "1 byte or more");
        }
        if (sessionBytes < 1) {
            throw MemoryException.invalid("max_session_memory", sessionBytes, "1 byte or more");
        }
        if (!(warning > 0 && warning <= 1)) {
            throw MemoryException.invalid("warning_threshold", warning, "above 0 and at most 1 (100%)");
        }
    }

    /**
     * How much of a quota is used.
     *
     * @param warning whether the use has reached the warning threshold
     */
    public record Usage(long usedBytes, long limitBytes, boolean warning) {}

    public Usage ofAgent(long usedBytes) {
        return new Usage(usedBytes, agentBytes, usedBytes >= warning * agentBytes);
    }

    public Usage ofSession(long usedBytes) {
        return new Usage(usedBytes, sessionBytes, usedBytes >= warning * sessionBytes);
    }

    /** Refuses a use beyond its limit; {@code owner} is such as {@code agent a1}. */
    public static void check(String owner, Usage usage) {
        if (usage.usedBytes() > usage.limitBytes()) {
            throw MemoryException.ofField(
                    FailureKind.QUOTA_EXCEEDED,
                    "value",
                    usage.usedBytes() + " bytes in all",
                    "at most " + usage.limitBytes() + " bytes for " + owner);
        }
    }
}
