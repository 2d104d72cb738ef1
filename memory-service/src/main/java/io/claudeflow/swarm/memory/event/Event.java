package io.claudeflow.swarm.memory.event;

import io.claudeflow.swarm.memory.revision.Revision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id grows from event to event of the store
 * @param data JSON as text, or null
 */
public record Event(
        long id, String type, String source, @Nullable String data, Instant timestamp, Revision revision) {}
