package io.claudeflow.swarm.memory.page;

import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a listing is wanted.
 *
 * @param limit 1 to 1,000
 * @param cursor from the page before, or null for the first; bound to the same listing, otherwise an error
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int MAX_LIMIT = 1_000;

    /** The first page of a caller that names no limit. */
    public static final PageRequest FIRST = new PageRequest(100, null);

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }

    public PageRequest after(@Nullable String newCursor) {
        return new PageRequest(limit, newCursor);
    }
}
