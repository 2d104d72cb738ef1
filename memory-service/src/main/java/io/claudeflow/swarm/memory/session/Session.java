package io.claudeflow.swarm.memory.session;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.entry.Ttl;
import io.claudeflow.swarm.memory.failure.FailureKind;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Context that outlives a process.
 *
 * @param id 1 to 255 bytes
 * @param data JSON as text
 * @param expiresAt the moment from which it is absent, or null
 * @param endedAt when it was ended, or null while it is open; an ended session can be read, not resumed or changed
 * @param version 1 when created, one more for each change of the data
 */
public record Session(
        String id,
        String data,
        Instant createdAt,
        Instant updatedAt,
        Instant lastAccessed,
        @Nullable Instant expiresAt,
        @Nullable Instant endedAt,
        long version,
        Revision revision) {
    public static final int MAX_ID_BYTES = 255;

    public Session {
        Names.check("id", id, MAX_ID_BYTES);
        JsonText.check("data", data);
    }

    /**
     * A new session.
     *
     * @param lifetime from now, 1 second to 100 years in whole milliseconds; null for no expiry
     */
    public static Session created(String id, String data, @Nullable Duration lifetime, Instant now, Revision revision) {
        var expiresAt =
                lifetime == null ? null : now.plusMillis(checkLifetime(lifetime).toMillis());
        return new Session(id, data, now, now, now, expiresAt, null, 1, revision);
    }

    public boolean expiredAt(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    public Session touched(Instant now, Revision newRevision) {
        return new Session(id, data, createdAt, updatedAt, now, expiresAt, endedAt, version, newRevision);
    }

    public Session withData(String newData, Instant now, Revision newRevision) {
        return new Session(id, newData, createdAt, now, now, expiresAt, endedAt, version + 1, newRevision);
    }

    public Session ended(Instant now, Revision newRevision) {
        return new Session(id, data, createdAt, now, now, expiresAt, now, version, newRevision);
    }

    /** Returns the session while it is open; an ended one is a conflict. */
    public Session checkOpen() {
        if (endedAt != null) {
            throw MemoryException.ofField(FailureKind.CONFLICT, "id", id, "an open session, it ended at " + endedAt);
        }
        return this;
    }

    /** The failure of a call that names a session that is not there. */
    public static MemoryException unknown(String id) {
        return MemoryException.ofField(FailureKind.NOT_FOUND, "id", id, "an existing session");
    }

    /** The failure of a creation under an id that exists. */
    public static MemoryException inUse(String id) {
        return MemoryException.ofField(FailureKind.CONFLICT, "id", id, "a session id that is not in use");
    }

    private static Duration checkLifetime(Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.toSeconds() > Ttl.MAX_SECONDS) {
            throw MemoryException.invalid("lifetime", lifetime, "1 second to 100 years");
        }
        return lifetime;
    }
}
