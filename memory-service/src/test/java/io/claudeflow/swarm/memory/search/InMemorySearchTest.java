package io.claudeflow.swarm.memory.search;

import io.claudeflow.swarm.memory.entry.EntryStore;
import io.claudeflow.swarm.memory.entry.InMemoryEntryStore;
import io.claudeflow.swarm.memory.revision.Revision;
import java.util.concurrent.atomic.AtomicLong;

class InMemorySearchTest extends VectorSearchContract {
    private final EntryStore entries = new InMemoryEntryStore(clock);
    private final AtomicLong revisions = new AtomicLong(1_000_000);
    private final InMemorySearch search =
            new InMemorySearch(entries, clock, () -> new Revision(1, revisions.incrementAndGet()));

    @Override
    protected EntryStore entries() {
        return entries;
    }

    @Override
    protected EntrySearch search() {
        return search;
    }

    @Override
    protected EmbeddingStore embeddings() {
        return search;
    }
}
