package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.failure.MemoryException;
import org.jspecify.annotations.Nullable;

/**
 * A listing or search of live entries by index.
 *
 * @param namespace one namespace, or null for all of the swarm
 * @param pattern keys to match, or null for all
 * @param tags no tags select everything
 * @param limit 1 to 1,000
 * @param cursor from the page before, or null; bound to the same query, otherwise an error
 * @param withValues whether values are read and returned
 */
public record EntryQuery(
        String swarm,
        @Nullable String namespace,
        @Nullable Glob pattern,
        Tags tags,
        TagMode tagMode,
        Sort sort,
        boolean descending,
        int limit,
        @Nullable String cursor,
        boolean withValues) {
    public static final int MAX_LIMIT = 1_000;
    public static final int DEFAULT_LIMIT = 100;

    /** A page with values ends early, with a cursor, when the next value would take it beyond this many bytes. */
    public static final long MAX_PAGE_VALUE_BYTES = 8L << 20;

    /**
     * What a listing is ordered by; ties are broken by namespace, then key, in the same direction. {@code KEY} is the
     * order by namespace, then key.
     */
    public enum Sort {
        KEY,
        CREATED_AT,
        UPDATED_AT,
        ACCESSED_AT,
        ACCESS_COUNT,
        SIZE
    }

    public EntryQuery {
        EntryKey.checkSwarm(swarm);
        if (namespace != null) {
            EntryKey.checkNamespace(namespace);
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw MemoryException.invalid("limit", limit, "1 to " + MAX_LIMIT);
        }
    }

    /** All live entries of a swarm, or of one namespace, by key, without values. */
    public static EntryQuery all(String swarm, @Nullable String namespace) {
        return new EntryQuery(
                swarm, namespace, null, Tags.NONE, TagMode.ANY, Sort.KEY, false, DEFAULT_LIMIT, null, false);
    }

    public EntryQuery matching(Glob newPattern) {
        return new EntryQuery(swarm, namespace, newPattern, tags, tagMode, sort, descending, limit, cursor, withValues);
    }

    public EntryQuery tagged(Tags newTags, TagMode newTagMode) {
        return new EntryQuery(
                swarm, namespace, pattern, newTags, newTagMode, sort, descending, limit, cursor, withValues);
    }

    public EntryQuery sortedBy(Sort newSort, boolean newDescending) {
        return new EntryQuery(
                swarm, namespace, pattern, tags, tagMode, newSort, newDescending, limit, cursor, withValues);
    }

    public EntryQuery page(int newLimit, @Nullable String newCursor) {
        return new EntryQuery(
                swarm, namespace, pattern, tags, tagMode, sort, descending, newLimit, newCursor, withValues);
    }

    public EntryQuery withValues(boolean newWithValues) {
        return new EntryQuery(swarm, namespace, pattern, tags, tagMode, sort, descending, limit, cursor, newWithValues);
    }
}
