package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;

/**
 * A lock that is held.
 *
 * @param fence the revision of the grant; larger than that of every earlier lock, so that whoever guards something can
 *     refuse a holder that was overtaken
 * @param holds how often its owner has acquired it and not released it
 * @param expiresAt the moment from which it no longer holds
 */
public record Lock(
        String key, String owner, LockMode mode, Revision fence, int holds, Instant acquiredAt, Instant expiresAt) {
    public boolean liveAt(Instant now) {
        return expiresAt.isAfter(now);
    }

    Lock held(int newHolds, Instant newExpiry) {
        return new Lock(key, owner, mode, fence, newHolds, acquiredAt, newExpiry);
    }
}
