package io.claudeflow.swarm.memory.task;

import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;

/**
 * The right to work on a task for a while.
 *
 * @param fence the revision of the claim; it grows from claim to claim, and whatever the holder writes elsewhere can be
 *     refused when it is older than the newest one
 * @param expiresAt the moment from which the task is free again
 */
public record TaskLease(String agent, Revision fence, Instant expiresAt) {
    public static final Duration MIN = Duration.ofSeconds(1);
    public static final Duration MAX = Duration.ofDays(7);

    /** The lease of a claim that names none. */
    public static final Duration DEFAULT = Duration.ofMinutes(5);

    public boolean liveAt(Instant now) {
        return expiresAt.isAfter(now);
    }

    /** The length of a lease in whole milliseconds, when it is within bounds. */
    public static Duration checkDuration(Duration lease) {
        if (lease.compareTo(MIN) < 0 || lease.compareTo(MAX) > 0) {
            throw MemoryException.invalid("lease", lease, "1s to 7d");
        }
        return Duration.ofMillis(lease.toMillis());
    }
}
