package io.claudeflow.swarm.memory.sqlite;

/** The contract with {@code ENABLE_WAL=false}. */
class SqliteEntryStoreRollbackJournalTest extends SqliteEntryStoreTest {
    @Override
    protected boolean wal() {
        return false;
    }
}
