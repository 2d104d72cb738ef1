package io.claudeflow.swarm.memory.agent;

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
}
