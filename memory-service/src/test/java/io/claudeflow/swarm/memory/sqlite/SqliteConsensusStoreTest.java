package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.consensus.ConsensusStore;
import io.claudeflow.swarm.memory.consensus.ConsensusStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteConsensusStoreTest extends ConsensusStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected ConsensusStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().consensus();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
