package io.claudeflow.swarm.memory.sharedstate;

import io.claudeflow.swarm.memory.document.JsonText;
import io.claudeflow.swarm.memory.entry.Names;
import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that agents share.
 *
 * @param key 1 to 1,024 bytes
 * @param value JSON as text
 * @param updatedBy the last author, or null when the author did not say
 * @param version 1 when created, one more for each write; begins again after a removal
 * @param revision the revision that wrote it; never used twice, so unlike the version it is safe against a removal and
 *     re-creation in between
 */
public record SharedState(
        String key,
        String value,
        @Nullable String updatedBy,
        Instant createdAt,
        Instant updatedAt,
        long version,
        Revision revision) {
    public static final int MAX_KEY_BYTES = 1024;
    public static final int MAX_AUTHOR_BYTES = 255;

    public SharedState {
        Names.check("key", key, MAX_KEY_BYTES);
        JsonText.check("value", value);
        if (updatedBy != null) {
            Names.check("updatedBy", updatedBy, MAX_AUTHOR_BYTES);
        }
    }
}
