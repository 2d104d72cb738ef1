package io.claudeflow.swarm.memory.sqlite;

/** The contract with embeddings read from the file for each search. */
class SqliteEntrySearchUncachedTest extends SqliteEntrySearchTest {
    @Override
    protected long vectorCacheBytes() {
        return 0;
    }
}
