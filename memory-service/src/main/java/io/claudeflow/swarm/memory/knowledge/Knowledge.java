package io.claudeflow.swarm.memory.knowledge;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something an agent shared.
 *
 * @param key of the entry that holds it
 * @param data JSON as text
 * @param sharedBy null when the entry was stored by other means
 * @param expiresAt null when it stays for ever
 */
public record Knowledge(
        String type,
        String key,
        String data,
        @Nullable String sharedBy,
        Instant sharedAt,
        @Nullable Instant expiresAt,
        Revision revision) {}
