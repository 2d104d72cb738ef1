package io.claudeflow.swarm.memory.entry;

import io.claudeflow.swarm.memory.revision.Revision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param nextCursor for the page after, or null when this is the last
 * @param revision the newest revision that the page can show
 */
public record EntryPage(List<Entry> entries, @Nullable String nextCursor, Revision revision) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
