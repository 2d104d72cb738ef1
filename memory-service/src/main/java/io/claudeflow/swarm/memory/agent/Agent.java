package io.claudeflow.swarm.memory.agent;

import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;

/**
 * An agent of a swarm.
 *
 * @param lastActive its registration, last change or last heartbeat
 * @param version 1 when registered, one more for each change; heartbeats do not count
 * @param revision the revision that wrote it last, heartbeats included
 */
public record Agent(AgentSpec spec, Instant createdAt, Instant lastActive, long version, Revision revision) {
    /** The longest silence one can ask for, ten years. */
    public static final Duration MAX_SILENCE = Duration.ofDays(3650);

    public String id() {
        return spec.id();
    }

    public static Agent registered(AgentSpec spec, Instant now, Revision revision) {
        return new Agent(spec, now, now, 1, revision);
    }

    /** The agent with what it says now; the moment of its first registration stays. */
    public Agent changed(AgentSpec newSpec, Instant now, Revision newRevision) {
        return new Agent(newSpec, createdAt, now, version + 1, newRevision);
    }

    /** The agent after a sign of life. */
    public Agent seen(Instant now, Revision newRevision) {
        return new Agent(spec, createdAt, now, version, newRevision);
    }

    /** Whether it has been silent for at least this long. */
    public boolean isStale(Duration silence, Instant now) {
        return !lastActive.plus(silence).isAfter(now);
    }

    /** Returns the length of a silence when it is within bounds. */
    public static Duration checkSilence(Duration silence) {
        if (silence.isNegative() || silence.compareTo(MAX_SILENCE) > 0) {
            throw MemoryException.invalid("silence", silence, "0s to " + MAX_SILENCE.toDays() + "d");
        }
        return silence;
    }

    /** The failure of a call that names an agent that is not there. */
    public static MemoryException unknown(String id) {
        return MemoryException.ofField(FailureKind.NOT_FOUND, "agent", id, "a registered agent");
    }
}
