package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import java.time.Duration;

/**
 * A wish for a lock.
 *
 * @param key any name, 1 to 1,279 bytes; for an entry {@code namespace/key}
 * @param owner who holds it, normally an agent; 1 to 255 bytes
 * @param lease 1 second to 1 day
 * @param patience how long to wait for it, 0 to 10 minutes
 */
public record LockRequest(String key, String owner, LockMode mode, Duration lease, Duration patience) {
    public static final int MAX_KEY_BYTES = 255 + 1024;
    public static final int MAX_OWNER_BYTES = 255;
    public static final Duration MIN_LEASE = Duration.ofSeconds(1);
    public static final Duration MAX_LEASE = Duration.ofDays(1);
    public static final Duration MAX_PATIENCE = Duration.ofMinutes(10);

    /** Seed 003's lease. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    public LockRequest {
        checkKey(key);
        checkOwner(owner);
        checkLease(lease);
        if (patience.isNegative() || patience.compareTo(MAX_PATIENCE) > 0) {
            throw MemoryException.invalid("wait", patience, "0 to 10m");
        }
    }

    /** Returns the key of a lock, or throws what names its fault. */
    public static String checkKey(String key) {
        return Names.check("key", key, MAX_KEY_BYTES);
    }

    /** Returns the owner of locks, or throws what names its fault. */
    public static String checkOwner(String owner) {
        return Names.check("owner", owner, MAX_OWNER_BYTES);
    }

    static Duration checkLease(Duration lease) {
        if (lease.compareTo(MIN_LEASE) < 0 || lease.compareTo(MAX_LEASE) > 0) {
            throw MemoryException.invalid("lease", lease, "1s to 1d");
        }
        return lease;
    }
}
