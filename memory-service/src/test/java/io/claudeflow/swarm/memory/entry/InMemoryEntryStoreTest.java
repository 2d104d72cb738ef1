package io.claudeflow.swarm.memory.entry;

/** The model keeps its own contract. */
class InMemoryEntryStoreTest extends EntryListingContract {
    private final EntryStore store = new InMemoryEntryStore(clock);

    @Override
    protected EntryStore store() {
        return store;
    }
}
