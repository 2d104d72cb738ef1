package io.claudeflow.swarm.memory.lock;

import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.failure.MemoryException;
import io.claudeflow.swarm.memory.revision.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What a caller shows to prove that it still holds a lock. Written {@code key@1-42}, or {@code 1-42} alone: tokens are
 * never repeated, so the token says which lock is meant.
 *
 * @param key the lock's key, or null when only the token is given
 * @param token the revision of the grant
 */
public record Fence(@Nullable String key, Revision token) {
    public Fence {
        if (key != null) {
            Names.check("fence", key, LockRequest.MAX_KEY_BYTES);
        }
    }

    /** Parses {@link #toString}'s form; the key may contain anything, the last {@code @} ends it. */
    public static Fence parse(String field, String text) {
        int at = text.lastIndexOf('@');
        if (at == 0) {
            throw MemoryException.invalid(field, text, "a token such as 1-42, or key@1-42");
        }
        try {
            return new Fence(at < 0 ? null : text.substring(0, at), Revision.parse(field, text.substring(at + 1)));
        } catch (MemoryException e) {
            throw MemoryException.invalid(field, text, "a token such as 1-42, or key@1-42");
        }
    }

    @Override
    public String toString() {
        return key == null ? token.toString() : key + "@" + token;
    }
}
