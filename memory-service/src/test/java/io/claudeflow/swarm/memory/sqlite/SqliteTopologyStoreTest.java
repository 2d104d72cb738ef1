package io.claudeflow.swarm.memory.sqlite;

import io.claudeflow.swarm.memory.topology.TopologyStore;
import io.claudeflow.swarm.memory.topology.TopologyStoreContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real file. */
class SqliteTopologyStoreTest extends TopologyStoreContract {
    @TempDir
    private Path directory;

    private @Nullable KnowledgeDatabase database;

    @Override
    protected TopologyStore open() {
        var opened = new KnowledgeDatabase(directory, clock);
        database = opened;
        return opened.stores().topologies();
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }
}
