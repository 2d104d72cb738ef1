package io.claudeflow.swarm.memory.maintenance;

import io.claudeflow.swarm.memory.entry.EntryKey;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries a cleanup deletes: expired ones whose policy says that it is time, and with options others.
 *
 * @param force whatever the policies say: expired entries of every strategy, and with a session live ones too
 * @param swarm only entries of this swarm, or null for all of the file
 * @param namespace only entries of this namespace of the swarm, or null
 * @param session only entries that belong to this session of the swarm, or null
 * @param expiredBefore only entries that expired at or before this moment, or null; what is later counts as now
 * @param dryRun count and delete nothing
 */
public record CleanupRequest(
        boolean force,
        @Nullable String swarm,
        @Nullable String namespace,
        @Nullable String session,
        @Nullable Instant expiredBefore,
        boolean dryRun) {
    /** What runs by itself. */
    public static final CleanupRequest DUE = new CleanupRequest(false, null, null, null, null, false);

    /** Whatever has expired. */
    public static final CleanupRequest EVERYTHING = new CleanupRequest(true, null, null, null, null, false);

    public CleanupRequest {
        if (swarm != null) {
            EntryKey.checkSwarm(swarm);
        }
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
            if (swarm == null) {
                throw MemoryException.invalid("namespace", namespace, "a swarm with it");
            }
        }
        if (session != null) {
            Names.check("session", session, EntryKey.MAX_NAMESPACE_BYTES);
            if (swarm == null) {
                throw MemoryException.invalid("session", session, "a swarm with it: session ids belong to one");
            }
            if (force && expiredBefore != null) {
                throw MemoryException.invalid(
                        "expiredBefore", expiredBefore, "none with session and force, which delete live entries too");
            }
        }
    }

    /** Whether live entries of the session go too. */
    public boolean includesLive() {
        return force && session != null;
    }

    /** Whether everything that is due in the whole file is collected, so that it counts as a run of the policies. */
    public boolean isComplete() {
        return !dryRun && swarm == null && expiredBefore == null;
    }
}
